# Hub, registries and the command line, in one image; docker-compose.yml says which of them runs. Not built where it was written, which has no
# container engine: npm ci --omit=dev and every command were tried with this very Node.
FROM node:24.11.1-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --omit=dev

FROM node:24.11.1-slim
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown node:node /data
USER node
