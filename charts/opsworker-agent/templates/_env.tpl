{{- define "opsworker-agent.env" -}}
- name: OPSWORKER_SERVER_URL
  value: {{ .Values.server.url | quote }}
{{- if .Values.clusterToken }}
- name: OPSWORKER_CLUSTER_TOKEN_FILE
  value: /var/run/secrets/opsworker/token
{{- else }}
- name: OPSWORKER_TOKEN_FOLDER
  value: /var/run/secrets/opsworker
{{- if eq (include "opsworker-agent.identityStore" .) "secret" }}
- name: OPSWORKER_IDENTITY_STORE
  value: secret
- name: OPSWORKER_IDENTITY_SECRET
  value: {{ include "opsworker-agent.identitySecret" . }}
{{- else }}
- name: OPSWORKER_IDENTITY_STORE
  value: file
- name: OPSWORKER_AGENT_TOKEN_PATH
  value: /var/lib/opsworker-agent/token
{{- end }}
{{- end }}
{{- with .Values.clusterName }}
- name: OPSWORKER_CLUSTER_NAME
  value: {{ . | quote }}
{{- end }}
- name: OPSWORKER_CAPABILITIES
  value: {{ include "opsworker-agent.capabilities" . }}
{{- with .Values.diagnostics.allowedNamespaces }}
- name: OPSWORKER_DIAGNOSTICS_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
{{- if ne (int .Values.server.statusIntervalSeconds) 30 }}
- name: OPSWORKER_STATUS_INTERVAL_SECONDS
  value: {{ .Values.server.statusIntervalSeconds | quote }}
{{- end }}
{{- if .Values.tls.insecure }}
- name: OPSWORKER_TLS_INSECURE
  value: "on"
{{- end }}
- name: OPSWORKER_LISTEN
  value: {{ ternary "0.0.0.0" "127.0.0.1" .Values.metrics.enabled }}:9090
{{- with .Values.server.awsRegion }}
- name: OPSWORKER_AWS_REGION
  value: {{ . | quote }}
{{- end }}
{{- if .Values.maskPersonalData }}
- name: OPSWORKER_MASK_PERSONAL_DATA
  value: "on"
{{- end }}
{{- with .Values.watchNamespaces }}
- name: OPSWORKER_WATCH_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.watch }}
{{- if .enabled }}
- name: OPSWORKER_DETECTION
  value: "on"
{{- with .namespaces }}
- name: OPSWORKER_DETECTION_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
- name: OPSWORKER_DETECTION_GRACE_SECONDS
  value: {{ .graceSeconds | quote }}
- name: OPSWORKER_DETECTION_RESOLVE_SECONDS
  value: {{ .resolveSeconds | quote }}
{{- end }}
{{- end }}
{{- if not .Values.probes.enabled }}
- name: OPSWORKER_PROBES
  value: "off"
{{- end }}
{{- with .Values.prometheus.url }}
- name: OPSWORKER_PROMETHEUS_URL
  value: {{ . | quote }}
{{- end }}
{{- if .Values.extraCaCerts }}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/opsworker/ca
{{- end }}
{{- include "opsworker-agent.proxyEnv" . }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "opsworker-agent.proxyEnv" -}}
{{- range $name := list "http" "https" }}
{{- if get $.Values.proxy $name }}
- name: {{ upper $name }}_PROXY
  valueFrom:
    secretKeyRef:
      name: {{ include "opsworker-agent.fullname" $ }}-proxy
      key: {{ $name }}
{{- end }}
{{- end }}
{{- if or .Values.proxy.http .Values.proxy.https }}
- name: NO_PROXY
  value: {{ prepend .Values.proxy.noProxy "$(KUBERNETES_SERVICE_HOST)" | join "," | quote }}
{{- end }}
{{- end -}}
