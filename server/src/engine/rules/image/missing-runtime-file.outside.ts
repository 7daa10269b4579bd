/** Examples of `image/missing-runtime-file` with programs that something outside of the image builds. */
import { bad, type Example, silent } from '../rule.js';
import { STATUS } from './missing-runtime-file.silent.js';

const MODULE = `-- go.mod --\nmodule example.com/app\n\ngo 1.26\n${STATUS}`;
const image = (from: string, more = '') => `-- Dockerfile --\nFROM ${from}\n${more}COPY app /app\nENTRYPOINT ["/app"]\n`;
const RELEASE =
  '-- .goreleaser.yaml --\nbuilds:\n  - env: [CGO_ENABLED=0]\n    binary: app\n    goos: [linux]\ndockers:\n  - image_templates: [acme/app]\n';
const MAKE = '-- Makefile --\nimage:\n\tCGO_ENABLED=0 go build -o app .\n\tdocker build -t acme/app .\n';

export const BUILT_OUTSIDE: readonly Example[] = [
  bad(`${MODULE}${RELEASE}${image('«scratch»')}`),
  bad(`${MODULE}${MAKE}${image('«scratch»')}`),
  silent(
    'the certificates are copied',
    `${MODULE}${MAKE}${image('scratch', 'COPY --from=alpine /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n')}`,
  ),
  silent(
    'the pod gets those of the node',
    `${MODULE}${MAKE}${image('scratch')}-- deploy/app.yaml --
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: app
      image: acme/app
      volumeMounts: [{name: certs, mountPath: /etc/ssl/certs}]
  volumes: [{name: certs, hostPath: {path: /etc/ssl/certs}}]
`,
  ),
  bad(
    `${MODULE}${MAKE}${image('«scratch»')}-- deploy/app.yaml --\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app\n      image: acme/app\n      volumeMounts: [{name: data, mountPath: /data}]\n`,
  ),
  silent(
    'the container gets those of the machine',
    `${MODULE}${MAKE}\tdocker run --rm -v /etc/ssl/certs:/etc/ssl/certs:ro acme/app\n${image('scratch')}`,
  ),
  silent('nobody knows which program it is', `${MODULE}${image('scratch')}`),
];
