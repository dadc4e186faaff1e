{{/* The admission policy, which webhook and controller read from the same file. */}}

{{- define "spark-operator.policy.configMap" -}}
{{- if .Values.admissionPolicy.existingConfigMap }}{{ .Values.admissionPolicy.existingConfigMap }}
{{- else if .Values.admissionPolicy.policy }}{{ include "spark-operator.fullname" . }}-admission-policy
{{- end }}
{{- end }}

{{- define "spark-operator.policy.arguments" -}}
{{- if include "spark-operator.policy.configMap" . }}
- --policy-file=/etc/spark-operator/policy/policy.yaml
{{- if .Values.admissionPolicy.namespaceLabels }}
- --policy-namespace-labels=true
{{- end }}
{{- end }}
{{- end }}

{{/* What shows in pods, for everybody who makes or judges them. */}}
{{- define "spark-operator.rendering.arguments" -}}
{{- if .Values.controller.uiIngress.enable }}
{{- with .Values.controller.uiIngress.urlFormat }}
- {{ printf "--ingress-url-format=%s" . | quote }}
{{- end }}
{{- end }}
{{- if .Values.controller.batchScheduler.enable }}
- --enable-batch-scheduler=true
{{- with .Values.controller.batchScheduler.kubeSchedulerNames }}
- --kube-scheduler-names={{ . | join "," }}
{{- end }}
{{- with .Values.controller.batchScheduler.default }}
- --default-batch-scheduler={{ . }}
{{- end }}
{{- end }}
{{- end }}
