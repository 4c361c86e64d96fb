import { randomUUID } from 'node:crypto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import multer from 'multer';
import type { Refusal } from '../../events/decision.ts';
import type { Problem } from '../../events/live-protocol.ts';
import { misfit } from '../commands/misfit.ts';
import { auditLineOf } from './audit-line.ts';
import { SenderGone } from '../files/receive.ts';
import { isLocal, isSameOrigin } from '../identity/demo.ts';
import { VaultUnavailable } from '../vault/port.ts';
import type { HttpDependencies } from './dependencies.ts';
import { limiter } from './limits.ts';
import { openApi } from './openapi.ts';
import { problemOf } from './problems.ts';
import type { Reply, Route } from './route.ts';
import { auditRoutes } from './routes-audit.ts';
import { analysisRoutes } from './routes-analysis.ts';
import { accessRoutes } from './routes-access.ts';
import { accountRoutes } from './routes-account.ts';
import { decisionRoutes } from './routes-decisions.ts';
import { dossierRoutes } from './routes-dossier.ts';
import { programmeRoutes } from './routes-programme.ts';
import { reportRoutes } from './routes-report.ts';
import { roundRoutes } from './routes-rounds.ts';
import { fileRoutes } from './routes-files.ts';
import { importRoutes } from './routes-imports.ts';
import { erasureRoutes } from './routes-erasures.ts';
import { differenceRoutes } from './routes-difference.ts';
import { eventRoutes } from './routes-events.ts';
import { figureRoutes } from './routes-figures.ts';
import { historyRoutes } from './routes-history.ts';
import { exportRoutes } from './routes-exports.ts';
import { movingRoutes } from './routes-moving.ts';
import { modelRoutes } from './routes-models.ts';
import { noticeRoutes } from './routes-notices.ts';
import { planCalculationRoutes } from './routes-plan-calculation.ts';
import { openItemRoutes } from './routes-open-items.ts';
import { planRoutes, regionRoutes } from './routes-reads.ts';
import { selectionRoutes } from './routes-selection.ts';
import { textRoutes } from './routes-texts.ts';
import { operationRoutes } from './routes-operation.ts';
import { serveClient } from './static.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const UPLOAD_BYTES = 20 * 1024 * 1024;
const upload = multer({
  limits: { fileSize: UPLOAD_BYTES, files: 8, fields: 8 },
  storage: multer.memoryStorage(),
}).any();

/** The HTTP side: every answer is JSON or a problem document with a code and a sentence, never a stack trace. */
export function createApp(dependencies: HttpDependencies, session: RequestHandler): Express {
  const app = express();
  const routes = [
    ...operationRoutes(dependencies),
    ...accountRoutes(dependencies),
    ...regionRoutes(dependencies),
    ...planRoutes(dependencies),
    ...planCalculationRoutes(dependencies),
    ...modelRoutes(dependencies),
    ...textRoutes(dependencies),
    ...noticeRoutes(dependencies),
    ...openItemRoutes(dependencies),
    ...decisionRoutes(dependencies),
    ...dossierRoutes(dependencies),
    ...importRoutes(dependencies),
    ...fileRoutes(dependencies),
    ...historyRoutes(dependencies),
    ...exportRoutes(dependencies),
    ...eventRoutes(dependencies),
    ...figureRoutes(dependencies),
    ...differenceRoutes(dependencies),
    ...movingRoutes(dependencies),
    ...erasureRoutes(dependencies),
    ...auditRoutes(dependencies),
    ...accessRoutes(dependencies),
    ...analysisRoutes(dependencies),
    ...programmeRoutes(dependencies),
    ...roundRoutes(dependencies),
    ...reportRoutes(dependencies),
    ...selectionRoutes(dependencies),
  ];
  const document = openApi(routes);
  app.disable('x-powered-by');
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.use(helmet(headers));
  app.use((request, response, next) => {
    if (dependencies.demo && !isLocal(request)) return refuse(request, response, { code: 'WRONG_ORIGIN', values: {} });
    if (!safe.has(request.method) && !isSameOrigin(request))
      return refuse(request, response, { code: 'WRONG_ORIGIN', values: {} });
    next();
  });
  app.use('/api', limiter(dependencies));
  app.use('/api', (_, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', session);
  app.get('/api/openapi.json', (_, response) => void response.json(document));
  for (const route of routes) app[route.method](route.path, ...parsers(route), serve(route, dependencies));
  otherMethods(app, routes);
  app.use('/api', (request, response) =>
    refuse(request, response, { code: 'NOT_FOUND', values: { subject: request.originalUrl.slice(0, 200) } }),
  );
  app.use(serveClient(dependencies.clientDir));
  app.use((request, response) =>
    refuse(request, response, { code: 'NOT_FOUND', values: { subject: request.originalUrl.slice(0, 200) } }),
  );
  app.use(onError(dependencies));
  return app;
}

const headers: Parameters<typeof helmet>[0] = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['svelte-trusted-html', 'dompurify'],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
};

/** JSON of at most 1 MB unless the route says more, or a multipart upload held in memory. */
function parsers(route: Route): RequestHandler[] {
  if (route.upload) return [readUpload];
  if (route.body === undefined) return [];
  const json = (request: Request, response: Response, next: () => void): void => {
    if (request.is('application/json')) return next();
    refuse(request, response, { code: 'WRONG_CONTENT_TYPE', values: { expected: 'application/json' } });
  };
  return [json, express.json({ limit: route.bodyBytes ?? 1_000_000, strict: true })];
}

/** With everything in memory, an upload that cannot be read is always the sender's. */
const readUpload: RequestHandler = (request, response, next) => {
  upload(request, response, (error: unknown) => {
    if (error === undefined) return next();
    if ((error as { code?: string }).code === 'LIMIT_FILE_SIZE')
      return refuse(request, response, { code: 'TOO_LARGE', values: {} });
    const problem = 'the upload cannot be read: send each part once, as a file, to its end';
    refuse(request, response, { code: 'INVALID_REQUEST', values: { problem } });
  });
};

function serve(route: Route, dependencies: HttpDependencies): RequestHandler {
  const { askerOf, readModels } = dependencies;
  return async (request, response) => {
    const { ready, index, of } = readModels.progress();
    if (!ready && !route.early) return refuse(request, response, { code: 'STARTING', values: { index, of } });
    const query = route.query?.safeParse({ ...request.query });
    if (query && !query.success) return refuse(request, response, misfit(query.error).refused);
    const body = route.body?.safeParse(request.body);
    if (body && !body.success) return refuse(request, response, misfit(body.error).refused);
    const asker = askerOf(request);
    const reply = await route.handle({
      params: paramsOf(request),
      query: query?.data ?? {},
      body: body?.data,
      asker,
      request,
    });
    const line = safe.has(request.method) ? undefined : auditLineOf(route, request, reply);
    if (line) dependencies.auditLine({ asker: asker.principal ? asker : askerOf(request), request }, line);
    if ('stream' in reply) await stream(response, reply);
    else send(request, response, reply);
  };
}

/** The rest of a path (`*name`) comes in pieces. */
function paramsOf(request: Request): Record<string, string> {
  const params = Object.entries(request.params as Record<string, string | string[]>);
  return Object.fromEntries(params.map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]));
}

async function stream(response: Response, reply: Extract<Reply, { stream: unknown }>): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.status(200).type(reply.type);
  try {
    await reply.stream(response);
  } catch (error) {
    response.destroy();
    throw error;
  }
}

function send(request: Request, response: Response, reply: Exclude<Reply, { stream: unknown }>): void {
  if ('refused' in reply) return refuse(request, response, reply.refused);
  if ('problem' in reply) return sendProblem(response, reply.problem);
  if ('bytes' in reply) {
    if (reply.download !== undefined) response.attachment(reply.download);
    return void response
      .set(reply.headers ?? {})
      .type(reply.type)
      .send(Buffer.from(reply.bytes));
  }
  if ('text' in reply) {
    if (reply.download !== undefined) response.attachment(reply.download);
    return void response
      .status(reply.status ?? 200)
      .type(reply.type)
      .send(reply.text);
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.status(reply.status ?? 200).json(reply.json);
}

function refuse(request: Request, response: Response, refusal: Refusal): void {
  const language = request.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl';
  sendProblem(response, problemOf(refusal, language));
}

function sendProblem(response: Response, problem: Problem): void {
  if (response.headersSent) return void response.end();
  if (problem.status === 503) response.setHeader('Retry-After', '1');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** A path that is there, asked by a method that is not. */
function otherMethods(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    app.all(path, (request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      refuse(request, response, { code: 'METHOD_NOT_ALLOWED', values: { allowed: allowed.join(', ') } });
    });
  }
}

function onError({ log }: HttpDependencies): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    void next;
    if (error instanceof VaultUnavailable) {
      log('the vault does not answer', { method: request.method, path: request.path, problem: error.message });
      return refuse(request, response, { code: error.code, values: {} });
    }
    // who sent it has gone: nobody is there to be told
    if (error instanceof SenderGone) return void response.destroy();
    const status = (error as { status?: number; statusCode?: number }).status ?? 500;
    if (status === 404) {
      return refuse(request, response, { code: 'NOT_FOUND', values: { subject: request.originalUrl.slice(0, 200) } });
    }
    if (status === 413) return refuse(request, response, { code: 'TOO_LARGE', values: {} });
    if (status >= 400 && status < 500) {
      return refuse(request, response, {
        code: 'INVALID_REQUEST',
        values: { problem: 'the body cannot be read as what it says it is' },
      });
    }
    const reference = randomUUID().slice(0, 8);
    log('a request failed', { reference, method: request.method, path: request.path, error });
    refuse(request, response, { code: 'INTERNAL', values: { reference } });
  };
}
