import type { Levels, OrganisationSettings, Settings } from "../../domain/settings";
import { stricter } from "../../domain/settings";
import type { JudgeOptions } from "./judge";

/** What a program has a say in: its settings and levels, as its gate carries them. */
export interface ProgramSettings {
  readonly settings: Settings;
  readonly levels: Levels;
}

/**
 * How a gate is judged where an organisation has a say: by the stricter of both settings, by the organisation's levels,
 * and by those of the program that are mandatory. A program alone lowers nothing.
 *
 * @param today day of the judgement, UTC, as YYYY-MM-DD.
 */
export function judgeOptionsOf(
  program: ProgramSettings,
  organisation: OrganisationSettings,
  today: string,
): JudgeOptions & Required<Pick<JudgeOptions, "levels" | "waivers">> {
  return {
    settings: stricter(program.settings, organisation),
    today,
    levels: { ...organisation.levels, ...mandatoryAmong(program.levels) },
    waivers: organisation.waivers,
  };
}

function mandatoryAmong(levels: Levels): Levels {
  return Object.fromEntries(Object.entries(levels).filter(([, level]) => level === "mandatory"));
}
