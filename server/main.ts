import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { startServer } from './composition/start-server.ts';
import type { AuditLine } from './ops/audit.ts';
import { readConfig } from './ops/config.ts';

/** Starts the server with the settings of the environment, says where it is, and ends it cleanly on a signal. */
export async function main(variables: NodeJS.ProcessEnv = process.env): Promise<void> {
  try {
    const config = readConfig(variables);
    const logger = pino({ level: config.logLevel, redact: ['*.secret', '*.cookie', '*.password'] });
    const log = (message: string, details: Record<string, unknown>): void =>
      'error' in details ? logger.error({ ...details, err: details['error'] }, message) : logger.info(details, message);
    const onFatal = (error: Error): void => {
      logger.fatal(
        { err: error },
        'the log could not be written for certain; the server ends and may be started again',
      );
      process.exit(1);
    };
    const clientDir = fileURLToPath(new URL('../client/dist', import.meta.url));
    // audit lines are written whatever the level of the log is
    const auditLog = pino({ level: 'info', base: { audit: true } });
    const audit = (line: AuditLine): void => auditLog.info(line, 'audit');
    const server = await startServer({ config, clientDir, log, onFatal, audit });
    await server.ready;
    console.log(`Regiotafel: ${server.url}`);
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        server.stop().then(
          () => process.exit(0),
          (error: unknown) => onFatal(error as Error),
        );
      });
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
