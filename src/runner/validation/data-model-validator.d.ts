/** The part of `@openactive/data-model-validator` (which comes without types) that bodies are checked with. */
declare module '@openactive/data-model-validator' {
  export interface ValidationError {
    /** `missing_required_field`, `invalid_type`, …. */
    readonly type: string;
    readonly severity: 'failure' | 'warning' | 'notice' | 'suggestion';
    /** A JSONPath: `$.orderedItem[0].acceptedOffer.price`, `$["@context"]`. */
    readonly path: string;
    readonly message: string;
    /** What stands there, where the check in question says so. */
    readonly value?: unknown;
  }

  export interface ValidationOptions {
    /** What the body is: `C1Response`, `OrdersFeed`, …; each mode has its own required properties. */
    readonly validationMode: string;
    /** Whether contexts and activity lists are fetched. */
    readonly loadRemoteJson: boolean;
  }

  const validator: {
    validate(value: unknown, options: ValidationOptions): Promise<readonly ValidationError[]>;
  };
  export default validator;
}

declare module '@openactive/data-model-validator/src/helpers/property.js' {
  const PropertyHelper: {
    /** The names by which a property may go in a body: its own, with its namespace, and so on. */
    getPropertyKeyChecks(property: string | undefined, version: string): readonly string[];
    /** What a property is, in a version of the models and in contexts of its own. */
    getFullyQualifiedProperty(property: string | undefined, version: string, contexts?: readonly unknown[]): unknown;
  };
  export default PropertyHelper;
}
