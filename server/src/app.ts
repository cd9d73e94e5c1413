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
  /** What GET /health answers. */
  health: () => object;
}

/** The HTTP edge that hub and registries share: POST /graphql, the explorer at /, GET /health. The server must have been started. */
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
    refuseTooDeep,
    expressMiddleware(server, { context: ({ req, res }) => Promise.resolve(context(req, res)) }),
  );
  mountExplorer(app, explorer);
  app.use((_request: Request, response: Response) => refuse(response, 404, 'BAD_REQUEST'));
  app.use(refuseBadBody);
  return app;
}

const refuseTooDeep: RequestHandler = (request, response, next) => {
  const asked = Object(request.method === 'GET' ? request.query : request.body) as {
    query?: unknown;
    variables?: unknown;
  };
  if (nestsTooDeep(asked.query) || nestsTooDeep(asked.variables))
    refuse(response, 400, 'QUERY_TOO_DEEP');
  else next();
};

/** What the body parser refuses, as GraphQL errors: a client reads one form of error only. */
const refuseBadBody: ErrorRequestHandler = (
  error: { status?: number },
  _request,
  response,
  next,
) => {
  if (response.headersSent) next(error);
  else if (error.status === 413) refuse(response, 413, 'QUERY_TOO_LARGE');
  else if (error.status !== undefined && error.status < 500) refuse(response, 400, 'BAD_REQUEST');
  else refuse(response, 500, 'INTERNAL_SERVER_ERROR');
};

function refuse(response: Response, status: number, code: ErrorCode): void {
  const message = errorMessage(code, {} as never);
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
