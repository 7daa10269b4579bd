/** Examples of `image/shell-form` for scripts that an image starts. */
import { bad, type Example, silent } from '../rule.js';

const start = (from: string, shebang: string, lines = '') => `-- docker/entrypoint.sh --
${shebang}
set -e
exec /app "$@"
-- Dockerfile --
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM ${from}
${lines}COPY --from=build /app /app
COPY docker/entrypoint.sh /usr/local/bin/
ENTRYPOINT `;

const ENTRY = '["/usr/local/bin/entrypoint.sh"]\n';

export const SCRIPT_EXAMPLES: readonly Example[] = [
  bad(`${start('gcr.io/distroless/static-debian12', '#!/bin/sh')}«["/usr/local/bin/entrypoint.sh"]»\n`),
  bad(`${start('alpine:3.22', '#!/bin/bash')}«["/usr/local/bin/entrypoint.sh"]»\n`),
  bad(`${start('alpine:3.22', '#!/usr/bin/env bash', 'RUN apk add --no-cache ca-certificates\n')}«["/usr/local/bin/entrypoint.sh"]»\n`),
  silent('Alpine has this one', `${start('alpine:3.22', '#!/bin/sh')}${ENTRY}`),
  silent('bash is installed', `${start('alpine:3.22', '#!/bin/bash', 'RUN apk add --no-cache bash\n')}${ENTRY}`),
  silent('another package may need bash', `${start('alpine:3.22', '#!/bin/bash', 'RUN apk add --no-cache postgresql-client\n')}${ENTRY}`),
  silent(
    'a command writes another first line',
    `${start('alpine:3.22', '#!/bin/bash')}${ENTRY}`.replace(
      'ENTRYPOINT',
      "RUN sed -i '1c#!/bin/sh' /usr/local/bin/entrypoint.sh\nENTRYPOINT",
    ),
  ),
  bad(
    `${start('alpine:3.22', '#!/bin/bash')}«["/usr/local/bin/entrypoint.sh"]»\n`.replace(
      'ENTRYPOINT',
      "RUN sed -i 's/\\r$//' /usr/local/bin/entrypoint.sh && chmod +x /usr/local/bin/*.sh\nENTRYPOINT",
    ),
  ),
  silent('Debian has bash', `${start('debian:trixie-slim', '#!/bin/bash')}${ENTRY}`),
];
