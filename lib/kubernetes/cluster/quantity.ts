const FACTORS: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * The number that Kubernetes' quantity stands for: bytes, cores. "500m" is 0.5, "8Gi" is 2³³.
 *
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 *
 * @throws {TypeError} if it is none.
 */
export function parseQuantity(text: string): number {
  const [, number, suffix = ""] = /^([0-9.]+)([a-zA-Z]*)$/.exec(text) ?? [];
  const value = Number(number) * (FACTORS[suffix] ?? NaN);
  if (Number.isFinite(value)) return value;
  throw new TypeError(`Wanted one of Kubernetes' quantities, such as 500m or 8Gi; got "${text}"`);
}
