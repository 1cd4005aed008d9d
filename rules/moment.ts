/** When in the course of an upgrade something is due. */
export type Moment = (typeof MOMENTS)[number];

/** The moments in their order. */
export const MOMENTS = ["declaration", "hotfixes", "senior", "copylog", "before", "upgrade", "after"] as const;
