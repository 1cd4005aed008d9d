import type { Levels, OrganisationSettings, Settings } from "../../domain/settings";
import { stricter } from "../../domain/settings";
import type { JudgeOptions } from "./judge";

/** What a program has a say in: its settings and levels, as its gate carries them. */
export interface ProgramSettings {
  readonly settings: Settings;
  readonly levels: Levels;
}

/**
 * How a gate is judged where an organisation has a say: by the stricter of both in all settings. A rule is mandatory if one of
 * them makes it so, and lowered if both do: the plugin knows the program's levels alone, and what it refuses is refused in
 * preview too.
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
    levels: { ...inForce(organisation.levels, program.levels), ...inForce(program.levels, organisation.levels) },
    waivers: organisation.waivers,
  };
}

/** The levels that one of two chooses, as far as the other one does not keep a rule from being lowered. */
function inForce(levels: Levels, others: Levels): Levels {
  const isKept = ([rule, level]: [string, string]) =>
    level === "mandatory" || others[rule as keyof Levels] === "advisory";
  return Object.fromEntries(Object.entries(levels).filter(isKept));
}
