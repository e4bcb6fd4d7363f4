{{/* The capabilities that write, by the names that the Operator knows; empty means no Operator. */}}
{{- define "opsworker-agent.operatorCapabilities" -}}
{{- $on := list -}}
{{- if .Values.capabilities.kubernetesRestart -}}{{- $on = append $on "kubernetes.restart" -}}{{- end -}}
{{- if .Values.capabilities.kubernetesScale -}}{{- $on = append $on "kubernetes.scale" -}}{{- end -}}
{{- join "," $on -}}
{{- end -}}

{{- define "opsworker-agent.operatorName" -}}
{{- printf "%s-operator" (include "opsworker-agent.fullname" .) -}}
{{- end -}}

{{- define "opsworker-agent.operatorSelectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "opsworker-agent.operatorLabels" -}}
{{ include "opsworker-agent.operatorSelectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "opsworker-agent.operatorImage" -}}
{{- if .Values.operator.image.digest -}}
{{- printf "%s@%s" .Values.operator.image.repository .Values.operator.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.operator.image.repository (.Values.operator.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* What the capabilities that are on need in a namespace with workloads, and nothing else. */}}
{{- define "opsworker-agent.operatorRules" -}}
{{- if .Values.capabilities.kubernetesRestart }}
- apiGroups: [apps]
  resources: [daemonsets, deployments, statefulsets]
  verbs: [get, patch]
{{- end }}
{{- if .Values.capabilities.kubernetesScale }}
- apiGroups: [apps]
  resources: [deployments, statefulsets]
  verbs: [get]
- apiGroups: [apps]
  resources: [deployments/scale, statefulsets/scale]
  verbs: [patch]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list]
{{- end }}
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}
