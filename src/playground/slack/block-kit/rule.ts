/** A JSON object as it came over the wire. */
export type Json = Record<string, unknown>;

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** What one check has found so far, and what it must remember across blocks. */
export interface Finding {
  surface: Surface;
  /** `<JSON pointer>: <what is wrong>`. */
  problems: string[];
  blockIds: Set<string>;
  /** Action ids of the block being read. */
  actionIds: Set<string>;
  focused: number;
  inputs: number;
}

/** Says what is wrong with one value at one place. */
export type Rule = (value: unknown, path: string, finding: Finding) => void;

/** The fields an object must and may have. Any other field is refused, as Slack does. */
export interface Shape {
  required: Record<string, Rule>;
  optional: Record<string, Rule>;
  /** What no single field can tell: one of two, or a relation between fields. */
  also?: (value: Json, path: string, finding: Finding) => void;
}

/** True for a JSON object; false for null, arrays and everything else. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Notes one problem. */
export function refuse(finding: Finding, path: string, problem: string): void {
  finding.problems.push(`${path || '/'}: ${problem}`);
}

/** Checks an object against a shape; `type` itself is always allowed. */
export function shaped(shape: Shape): Rule {
  return (value, path, finding) => {
    if (!isJson(value)) return refuse(finding, path, 'must be an object');
    for (const [name, rule] of Object.entries(shape.required)) {
      if (value[name] === undefined) refuse(finding, `${path}/${name}`, 'is required');
      else rule(value[name], `${path}/${name}`, finding);
    }
    for (const [name, rule] of Object.entries(shape.optional)) {
      if (value[name] !== undefined) rule(value[name], `${path}/${name}`, finding);
    }
    for (const name of Object.keys(value)) {
      if (name !== 'type' && !(name in shape.required) && !(name in shape.optional))
        refuse(finding, `${path}/${name}`, 'is not a known field');
    }
    shape.also?.(value, path, finding);
  };
}

/** Picks the rule by the object's `type`; a type without a rule is refused. `what` names the place in the problem. */
export function typed(what: string, rules: () => Record<string, Rule>): Rule {
  return (value, path, finding) => {
    if (!isJson(value)) return refuse(finding, path, 'must be an object');
    const rule = typeof value.type === 'string' ? rules()[value.type] : undefined;
    if (rule === undefined) return refuse(finding, path, `"${String(value.type)}" is not a type allowed in ${what}`);
    rule(value, path, finding);
  };
}

/** A string of `min` to `max` UTF-16 units. */
export function string(max: number, min = 1): Rule {
  return (value, path, finding) => {
    if (typeof value !== 'string') return refuse(finding, path, 'must be a string');
    if (value.length < min) refuse(finding, path, `must be at least ${min} characters`);
    if (value.length > max) refuse(finding, path, `must be at most ${max} characters, not ${value.length}`);
  };
}

/** A string that matches a pattern, named in `words`. */
export function pattern(expression: RegExp, words: string): Rule {
  return (value, path, finding) => {
    if (typeof value !== 'string' || !expression.test(value)) refuse(finding, path, `must be ${words}`);
  };
}

/** A whole number within two bounds. */
export function integer(min: number, max: number): Rule {
  return (value, path, finding) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
      refuse(finding, path, `must be a whole number from ${min} to ${max}`);
  };
}

/** `true` or `false`. */
export const boolean: Rule = (value, path, finding) => {
  if (typeof value !== 'boolean') refuse(finding, path, 'must be true or false');
};

/** One of a few words. */
export function oneOf(...words: string[]): Rule {
  return (value, path, finding) => {
    if (typeof value !== 'string' || !words.includes(value)) refuse(finding, path, `must be one of ${words.join(', ')}`);
  };
}

/** An array of `min` to `max` items that all keep one rule. */
export function list(rule: Rule, min: number, max: number): Rule {
  return (value, path, finding) => {
    if (!Array.isArray(value)) return refuse(finding, path, 'must be an array');
    if (value.length < min) refuse(finding, path, `must have at least ${min} items`);
    if (value.length > max) refuse(finding, path, `must have at most ${max} items, not ${value.length}`);
    value.forEach((item, index) => {
      rule(item, `${path}/${index}`, finding);
    });
  };
}
