/** The parts of `@openactive/data-models` (which comes without types) that schemas are derived from. */
declare module '@openactive/data-models' {
  export interface Field {
    readonly fieldName: string;
    /** A schema.org or OpenActive type, perhaps after `ArrayOf#`. */
    readonly requiredType?: string;
    /** A model as `#Person`, perhaps after `ArrayOf`. */
    readonly model?: string;
    readonly alternativeModels?: readonly string[];
    readonly requiredContent?: string;
    readonly requireReferencingInValidationMode?: readonly string[];
  }

  /** What one validation mode asks of a model. */
  export interface Imperatives {
    readonly requiredFields?: readonly string[];
    readonly shallNotInclude?: readonly string[];
  }

  export interface Model {
    readonly type: string;
    /** The parent model, as `#Order`, or a type outside the models. */
    readonly subClassOf?: string;
    readonly validationMode?: Readonly<Record<string, string>>;
    readonly imperativeConfiguration?: Readonly<Record<string, Imperatives>>;
    readonly fields: Readonly<Record<string, Field>>;
  }

  export interface Enumeration {
    readonly namespace: string;
    readonly values: readonly string[];
  }

  const dataModels: {
    getModels(version: string): Readonly<Record<string, Model>>;
    getEnums(version: string): Readonly<Record<string, Enumeration>>;
  };
  export default dataModels;
}
