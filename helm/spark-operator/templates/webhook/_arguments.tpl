{{- define "spark-operator.webhook.arguments" -}}
- webhook
- start
- --zap-log-level={{ .Values.webhook.logLevel }}
- --zap-encoder={{ .Values.webhook.logEncoder }}
{{- include "spark-operator.namespaces.argument" . }}
{{- with .Values.spark.jobNamespaceSelector }}
- {{ printf "--namespace-selector=%s" . | quote }}
{{- end }}
- --webhook-secret-name={{ include "spark-operator.webhook.secretName" . }}
- --webhook-secret-namespace={{ .Release.Namespace }}
- --webhook-svc-name={{ include "spark-operator.webhook.serviceName" . }}
- --webhook-svc-namespace={{ .Release.Namespace }}
- --webhook-port={{ int .Values.webhook.port }}
- --mutating-webhook-name={{ include "spark-operator.webhook.name" . }}
- --validating-webhook-name={{ include "spark-operator.webhook.name" . }}
{{- include "spark-operator.policy.arguments" . }}
{{- if include "spark-operator.policy.configMap" . }}
{{- include "spark-operator.rendering.arguments" . }}
{{- if .Values.admissionPolicy.authorCheck }}
- --policy-author-check=true
- --policy-trusted-users=system:serviceaccount:{{ .Release.Namespace }}:{{ include "spark-operator.controller.serviceAccountName" . }}
{{- end }}
{{- end }}
{{- if .Values.webhook.resourceQuotaEnforcement.enable }}
- --enable-resource-quota-enforcement=true
{{- end }}
{{- if ne (include "spark-operator.webhook.certificates" .) "self-signed" }}
- --enable-cert-manager=true
{{- end }}
{{- if .Values.prometheus.metrics.enable }}
{{- include "spark-operator.metrics.arguments" . }}
- --metrics-labels=app_type
{{- end }}
{{- with .Values.webhook.kubeAPIQPS }}
- --kube-api-qps={{ int . }}
{{- end }}
{{- with .Values.webhook.kubeAPIBurst }}
- --kube-api-burst={{ int . }}
{{- end }}
- --leader-election={{ .Values.webhook.leaderElection.enable }}
{{- if .Values.webhook.leaderElection.enable }}
- --leader-election-lock-name={{ include "spark-operator.webhook.leaseName" . }}
- --leader-election-lock-namespace={{ .Release.Namespace }}
{{- end }}
{{- range .Values.webhook.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}
