{{/*
What the agent may read: what the first questions of an investigation ask for (OpsWorker.Diagnosis, Plan), and the
revisions behind `kubectl rollout history`. With watch.enabled a few of them may be watched too. A test holds the lists to the code.
Verbs are get, list and watch, nothing else; each capability has its rules. The one exception is the Secret that keeps the agent's token.
*/}}
{{- define "opsworker-agent.namespacedRules" -}}
{{- $rules := list -}}
{{- if .Values.capabilities.observe -}}
{{- $rules = append $rules (include "opsworker-agent.observeRules" .) -}}
{{- end -}}
{{- if .Values.capabilities.diagnosticsRead -}}
{{- $rules = append $rules (include "opsworker-agent.diagnosticsRules" .) -}}
{{- end -}}
{{- if .Values.capabilities.argocdRead -}}
{{- $rules = append $rules (include "opsworker-agent.argocdRules" .) -}}
{{- end -}}
{{- compact $rules | join "\n" -}}
{{- end -}}

{{/* Logs. Where they are limited to namespaces, each of those has a Role of its own. */}}
{{- define "opsworker-agent.diagnosticsRules" -}}
{{- if not .Values.diagnostics.allowedNamespaces -}}
{{- include "opsworker-agent.logRules" . -}}
{{- end -}}
{{- end -}}

{{- define "opsworker-agent.logRules" -}}
{{- if not .Values.capabilities.observe -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
{{ end -}}
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- end -}}

{{- define "opsworker-agent.argocdRules" -}}
- apiGroups: [argoproj.io]
  resources: [applications]
  verbs: [get, list]
- apiGroups: [kustomize.toolkit.fluxcd.io]
  resources: [kustomizations]
  verbs: [get, list]
- apiGroups: [helm.toolkit.fluxcd.io]
  resources: [helmreleases]
  verbs: [get, list]
{{- end -}}

{{- define "opsworker-agent.observeRules" -}}
- apiGroups: [""]
  resources:
    - configmaps
    - endpoints
    - events
    - limitranges
    - persistentvolumeclaims
    - pods
    - resourcequotas
    - serviceaccounts
    - services
  verbs: [get, list]
- apiGroups: [apps]
  resources: [controllerrevisions, daemonsets, deployments, replicasets, statefulsets]
  verbs: [get, list]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list]
- apiGroups: [batch]
  resources: [cronjobs, jobs]
  verbs: [get, list]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [get, list]
- apiGroups: [gateway.networking.k8s.io]
  resources: [gateways, grpcroutes, httproutes]
  verbs: [get, list]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [get, list]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list]
- apiGroups: [metrics.k8s.io]
  resources: [pods]
  verbs: [get, list]
{{- if .Values.watch.enabled }}
- apiGroups: [""]
  resources: [events, persistentvolumeclaims, pods]
  verbs: [watch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [watch]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [watch]
{{- end }}
{{- if .Values.rbac.secretMetadata }}
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list]
{{- end }}
{{- end -}}

{{- define "opsworker-agent.clusterRules" -}}
- apiGroups: [""]
  resources: [namespaces, nodes, persistentvolumes]
  verbs: [get, list]
{{- if .Values.watch.enabled }}
- apiGroups: [""]
  resources: [nodes]
  verbs: [watch]
{{- end }}
- apiGroups: [networking.k8s.io]
  resources: [ingressclasses]
  verbs: [get, list]
- apiGroups: [apiregistration.k8s.io]
  resources: [apiservices]
  verbs: [get, list]
- apiGroups: [storage.k8s.io]
  resources: [storageclasses]
  verbs: [get, list]
- apiGroups: [metrics.k8s.io]
  resources: [nodes]
  verbs: [get, list]
{{- end -}}

{{/* A node's lease says when its kubelet was last heard of. Other namespaces' leases are of no use. */}}
{{- define "opsworker-agent.nodeLeaseRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, list]
{{- end -}}

{{/* The one Secret that keeps the agent's token. */}}
{{- define "opsworker-agent.identityRules" -}}
- apiGroups: [""]
  resources: [secrets]
  resourceNames: [{{ include "opsworker-agent.identitySecret" . | quote }}]
  verbs: [get, patch]
{{- end -}}
