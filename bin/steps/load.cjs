/* The one bridge from the old syntax of the entries to the modules: `import()` is a syntax error in a very old Node. */
module.exports = (/** @type {string} */ step) => {
  import(`./${step}`)
    .then((module) => module.run(process.argv.slice(2)))
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error) => {
        console.error(error instanceof Error && error.name === 'SetupError' ? error.message : error);
        process.exitCode = error?.exitCode ?? 1;
      },
    );
};
