/**
 * Our pages allow no code to be made of text, and a schema would try to. Said before any schema is loaded, on every
 * page, and without loading what makes schemas: zod reads this when it comes.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
