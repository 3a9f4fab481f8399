/** The properties that an object of a type may do without. */
type OptionalKey<T> = T extends unknown ? { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T] : never;

/** An object without one of its optional properties. */
export function omit<T extends object>(object: T, key: OptionalKey<T>): T {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as T;
}
