{{- define "opsworker-agent.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Roles are named for the release's namespace too, as releases of several namespaces may read the same one. */}}
{{- define "opsworker-agent.roleName" -}}
{{- printf "%s:%s" .Release.Namespace (include "opsworker-agent.fullname" .) -}}
{{- end -}}

{{- define "opsworker-agent.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "opsworker-agent.labels" -}}
{{ include "opsworker-agent.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "opsworker-agent.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "opsworker-agent.fullname" .) -}}
{{- else -}}
{{- required "serviceAccount.name is required where serviceAccount.create is false." .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "opsworker-agent.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "opsworker-agent.tokenSecret" -}}
{{- .Values.existingSecret | default (include "opsworker-agent.fullname" .) -}}
{{- end -}}

{{/* The token, trimmed, as a file that it was read from may end with a line break. It is checked here and not by the
schema, whose messages quote what they refuse. */}}
{{- define "opsworker-agent.token" -}}
{{- $token := trim .Values.clusterToken -}}
{{- if not (regexMatch "^owc_[A-Za-z0-9_-]{43}$" $token) -}}
{{- fail "clusterToken is not a cluster's token: that is owc_ and 43 characters, as `opsworker cluster add` printed it." -}}
{{- end -}}
{{- $token -}}
{{- end -}}

{{- define "opsworker-agent.registrationToken" -}}
{{- $token := trim .Values.registrationToken -}}
{{- if not (regexMatch "^ocr_[0-9a-f]{64}$" $token) -}}
{{- fail "registrationToken is not a registration token: that is ocr_ and 64 hexadecimal digits, as `opsworker cluster join-token` printed it." -}}
{{- end -}}
{{- $token -}}
{{- end -}}

{{/* Where the agent keeps its own token: secret, pvc, memory (until the pod ends), or none with a token by hand. */}}
{{- define "opsworker-agent.identityStore" -}}
{{- if .Values.clusterToken -}}none
{{- else if .Values.persistence.enabled -}}{{ .Values.persistence.type }}
{{- else -}}memory
{{- end -}}
{{- end -}}

{{- define "opsworker-agent.identitySecret" -}}
{{- .Values.persistence.secretName | default (printf "%s-identity" (include "opsworker-agent.fullname" .)) -}}
{{- end -}}

{{/* The capabilities by the names that the agent knows. */}}
{{- define "opsworker-agent.capabilities" -}}
{{- $on := list -}}
{{- range $value, $name := dict "observe" "observe" "diagnosticsRead" "diagnostics.read" "argocdRead" "argocd.read" "tokenRotate" "token.rotate" -}}
{{- if index $.Values.capabilities $value -}}{{- $on = append $on $name -}}{{- end -}}
{{- end -}}
{{- join "," $on -}}
{{- end -}}

{{/* How the kubelet asks: over the pod's address where that is served, else by a command in the pod. */}}
{{- define "opsworker-agent.probe" -}}
{{- if .root.Values.metrics.enabled -}}
httpGet:
  path: {{ .path }}
  port: http
{{- else -}}
exec:
  command: [/app/opsworker-agent, health, {{ .path }}]
{{- end -}}
{{- end -}}

{{- define "opsworker-agent.validate" -}}
{{- if and .Values.serviceMonitor.enabled (not .Values.metrics.enabled) -}}
{{- fail "serviceMonitor.enabled needs metrics.enabled: what is not served cannot be read." -}}
{{- end -}}
{{- $_ := required "server.url is required: where OpsWorker is, for example --set server.url=https://opsworker.example.com" .Values.server.url -}}
{{- if and .Values.clusterToken .Values.existingSecret -}}
{{- fail "Set either clusterToken or existingSecret, not both." -}}
{{- end -}}
{{- if and .Values.registrationToken (or .Values.clusterToken .Values.existingSecret) -}}
{{- fail "Set one of registrationToken, clusterToken and existingSecret, not two." -}}
{{- end -}}
{{- if not (or .Values.registrationToken .Values.clusterToken .Values.existingSecret) -}}
{{- fail "registrationToken, clusterToken or existingSecret is required: the token that `opsworker cluster add` printed, or the name of a Secret that holds it under the key REGISTRATION_TOKEN or AGENT_TOKEN." -}}
{{- end -}}
{{- if not (include "opsworker-agent.capabilities" .) -}}
{{- fail "capabilities are all off: the agent would do nothing." -}}
{{- end -}}
{{- if and .Values.watch.enabled (not .Values.capabilities.observe) -}}
{{- fail "watch.enabled needs capabilities.observe." -}}
{{- end -}}
{{- if .Values.watchNamespaces -}}
{{- range $name := .Values.diagnostics.allowedNamespaces -}}
{{- if not (has $name $.Values.watchNamespaces) -}}
{{- fail (printf "diagnostics.allowedNamespaces has %s, which is not among watchNamespaces." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := list "argocdWrite" "directDeploy" "kubernetesRestart" "kubernetesScale" "credentialSync" -}}
{{- if and (index $.Values.capabilities $name) (ne $.Values.rbac.profile "readwrite") -}}
{{- fail (printf "capabilities.%s writes: set rbac.profile to readwrite." $name) -}}
{{- end -}}
{{- end -}}
{{- if and (include "opsworker-agent.operatorCapabilities" .) (has (include "opsworker-agent.identityStore" .) (list "pvc" "memory")) -}}
{{- fail "The Operator reads the agent's token from a Secret: set persistence.enabled and persistence.type to secret, or use clusterToken." -}}
{{- end -}}
{{- if .Values.watchNamespaces -}}
{{- range $name := .Values.watch.namespaces -}}
{{- if not (has $name $.Values.watchNamespaces) -}}
{{- fail (printf "watch.namespaces has %s, which is not among watchNamespaces." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := list "http" "https" -}}
{{- if not (regexMatch "^(https?://[^\\s]+)?$" (get $.Values.proxy $name)) -}}
{{- fail (printf "proxy.%s is no address: it begins with http:// or https://" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Changes with the token, the proxies' addresses and the certificates, so that the pod starts anew. Of the proxies it
does not know the passwords: a short one could be guessed from the sum, which everyone who sees the pod can read. */}}
{{- define "opsworker-agent.checksum" -}}
{{- $proxies := regexReplaceAll "//[^@/]*@" (toJson .Values.proxy) "//" -}}
{{- list (trim .Values.clusterToken) (trim .Values.registrationToken) $proxies .Values.extraCaCerts | toJson | sha256sum -}}
{{- end -}}
