/** Examples of `image/missing-program` where a compose file starts an image by its name. */
import { bad, type Example, silent } from '../rule.js';

const workflow = (tags: string, more = '') => `-- .github/workflows/image.yml --
on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
${more}      - uses: docker/build-push-action@v6
        with:
          context: .
          tags: ${tags}
`;
const META = `      - uses: docker/metadata-action@v5
        id: meta
        with:
          images: ghcr.io/acme/app
`;
const service = (image: string) => `-- compose.yaml --\nservices:\n  app:\n    image: ${image}\n    healthcheck: {test: CHECK}\n`;
const CHECK = '["CMD", "curl", "-f", "http://localhost/"]';
const checked = (text: string, isBad: boolean) => text.replace('CHECK', isBad ? `«${CHECK}»` : CHECK);
const DOCKERFILE = '-- Dockerfile --\nFROM debian:bookworm-slim\nCOPY app /app\nENTRYPOINT ["/app"]\n';
const PUSHED = `${workflow('ghcr.io/acme/app:latest')}${DOCKERFILE}`;

export const NAMED_SERVICES: readonly Example[] = [
  bad(`${checked(service('ghcr.io/acme/app:1.2'), true)}${PUSHED}`),
  bad(`${checked(service(`'ghcr.io/acme/app:\${TAG:-latest}'`), true)}${PUSHED}`),
  bad(`${checked(service('ghcr.io/acme/app'), true)}${workflow(`\${{ steps.meta.outputs.tags }}`, META)}${DOCKERFILE}`),
  silent('it is another image', `${checked(service('postgres:17'), false)}${PUSHED}`),
  silent('it is a variant, which may have it', `${checked(service('ghcr.io/acme/app:debug'), false)}${PUSHED}`),
  silent(
    'the image has it',
    `${checked(service('ghcr.io/acme/app'), false)}${PUSHED.replace('COPY app', 'RUN apt-get update && apt-get install -y curl\nCOPY app')}`,
  ),
];
