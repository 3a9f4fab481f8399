declare module '@openactive/data-model-validator' {
  const validator: {
    /** Findings about a body, each with its severity, type and path. */
    validate(body: unknown, options: Readonly<Record<string, unknown>>): Promise<unknown>;
  };
  export default validator;
}
