// @ts-check
/// <reference lib="dom" />

/**
 * An element of index.html.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function findElement(id, kind) {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new TypeError(`The page has no ${kind.name} "${id}"`);
}

/**
 * A new element with children; texts stay texts.
 *
 * @param {string} name
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function newElement(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/**
 * What a `<dl>` holds: terms and what is said of them. Without a saying, a term is left out.
 *
 * @param {readonly (readonly [string, string | null])[]} facts
 * @returns {HTMLElement[]}
 */
export function factElements(facts) {
  return facts.flatMap(([term, saying]) =>
    saying === null ? [] : [newElement("dt", term), newElement("dd", saying)]
  );
}
