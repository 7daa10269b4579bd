/** Examples of `image/shell-form` in templates of Helm charts. */
import { bad, type Example, silent } from '../rule.js';

const BUILT =
  '-- Makefile --\nimage:\n\tdocker build -t ghcr.io/acme/app:1 .\n-- Dockerfile --\nFROM scratch\nCOPY app /app\nENTRYPOINT ["/app"]\n';
const values = (lines: string) => `-- chart/values.yaml --\n${lines}\n`;
const OWN = values('image:\n  repository: ghcr.io/acme/app\n  tag: ""');
const HOOK = 'lifecycle: {preStop: {exec: {command: «["/bin/sh", "-c", "sleep 5"]»}}}';
const UNMARKED = HOOK.replace(/[«»]/g, '');
const template = (lines: string, image = '"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"') =>
  `-- chart/templates/app.yaml --
{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.name" . }}
  {{- with .Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: ${image}
          ${lines}
{{- end }}
`;

export const CHART_EXAMPLES: readonly Example[] = [
  bad(`${template(HOOK)}${OWN}${BUILT}`),
  bad(`${template('command: «[sh, -c, "exec /app {{ .Values.flags }}"]»')}${OWN}${BUILT}`),
  bad(`${template(HOOK, '{{ .Values.registry }}/app')}${values('registry: ghcr.io/acme')}${BUILT}`),
  silent('the values name another image', `${template(UNMARKED)}${values('image: {repository: ghcr.io/acme/other}')}${BUILT}`),
  silent('the values name a variant', `${template(UNMARKED)}${values('image: {repository: ghcr.io/acme/app, tag: 1-debug}')}${BUILT}`),
  silent('the chart has no such value', `${template(UNMARKED)}${values('image: {name: ghcr.io/acme/app}')}${BUILT}`),
  silent('a helper names the image', `${template(UNMARKED, '{{ include "app.image" . }}')}${OWN}${BUILT}`),
  silent(
    'the hook is one of two alternatives',
    `${template(`{{- if .Values.shell }}\n          ${UNMARKED}\n          {{- else }}\n          workingDir: /\n          {{- end }}`)}${OWN}${BUILT}`,
  ),
  silent(
    'it is made for each of the values',
    `${template(`{{- range .Values.x }}\n          ${UNMARKED}\n          {{- end }}`)}${OWN}${BUILT}`,
  ),
  silent(
    'nobody knows the command that gets the arguments',
    `${template('command:\n            {{- toYaml .Values.command | nindent 12 }}\n          args: ["sh", "-c", "x"]')}${OWN}${BUILT}`,
  ),
  silent('a value is the program', `${template('command: ["{{ .Values.program }}", "-c", "x"]')}${OWN}${BUILT}`),
  silent('a block of the template does not end', `${template(UNMARKED).replace('{{- end }}\n`', '')}{{ if }}${OWN}${BUILT}`),
  silent('Kubernetes itself waits', `${template('lifecycle: {preStop: {sleep: {seconds: 5}}}')}${OWN}${BUILT}`),
];
