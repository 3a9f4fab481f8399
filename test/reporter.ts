import Mocha from 'mocha';

/** Mocha's readable report, and beside it its JSON in the file that MOCHA_RESULTS names: what .ci/run counts from. */
export default class ReadableAndJson extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const output = process.env['MOCHA_RESULTS'];
    new Mocha.reporters.JSON(runner, { ...options, reporterOption: { output } } as Mocha.MochaOptions);
  }
}
