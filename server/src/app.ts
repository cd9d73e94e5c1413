import type { ApolloServer, BaseContext } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import { errorMessage, limits } from '@kopru/schema';
import type { ErrorCode } from '@kopru/schema';
import { mountExplorer } from './explorer.ts';
import type { Explorer } from './explorer.ts';
import { nestsTooDeep } from './nests-too-deep.ts';

export interface AppOptions<C extends BaseContext> {
  server: ApolloServer<C>;
  context: (request: Request, response: Response) => C;
  explorer: Explorer;
  /** The body of GET /health. */
  health: () => object;
}

/**
 * The HTTP app of hub and registries: POST /graphql, the explorer at /, GET /health. Start the
 * server first.
 */
export function createApp<C extends BaseContext>({
  server,
  context,
  explorer,
  health,
}: AppOptions<C>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/health', (_request, response) => {
    response.json(health());
  });
  app.use(
    '/graphql',
    express.json({ limit: limits.requestBytes }),
    rejectTooDeep,
    expressMiddleware(server, { context: ({ req, res }) => Promise.resolve(context(req, res)) }),
  );
  mountExplorer(app, explorer);
  app.use((_request: Request, response: Response) => sendError(response, 404, 'BAD_REQUEST'));
  app.use(sendBodyError);
  return app;
}

const rejectTooDeep: RequestHandler = (request, response, next) => {
  const body = Object(request.method === 'GET' ? request.query : request.body) as {
    query?: unknown;
    variables?: unknown;
  };
  if (nestsTooDeep(body.query) || nestsTooDeep(body.variables))
    sendError(response, 400, 'QUERY_TOO_DEEP');
  else next();
};

/** Sends errors of the body parser as GraphQL errors, so that clients read one form of error. */
const sendBodyError: ErrorRequestHandler = (
  error: { status?: number },
  _request,
  response,
  next,
) => {
  if (response.headersSent) next(error);
  else if (error.status === 413) sendError(response, 413, 'QUERY_TOO_LARGE');
  else if (error.status !== undefined && error.status < 500)
    sendError(response, 400, 'BAD_REQUEST');
  else sendError(response, 500, 'INTERNAL_SERVER_ERROR');
};

function sendError(response: Response, status: number, code: ErrorCode): void {
  const message = errorMessage(code, {} as never);
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
