import { COLOUR_STYLE } from "./colours";
import { LIST_STYLE } from "./list-style";
import { PAGE_STYLE } from "./page-style";
import { PAPER_STYLE } from "./paper-style";

/** The style sheet of the page. */
export const STYLE = `${COLOUR_STYLE}${PAGE_STYLE}${LIST_STYLE}${PAPER_STYLE}`;
