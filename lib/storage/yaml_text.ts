import { stringify } from "yaml";

/**
 * YAML for PyYAML to read. Every text is quoted: PyYAML reads YAML 1.1, where a plain `no`, `3.10` or
 * `12:30` is not a text.
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
  });
}
