{{- define "spark-operator.hook.name" -}}
{{ include "spark-operator.fullname" . }}-hook
{{- end }}

{{- define "spark-operator.hook.labels" -}}
{{ include "spark-operator.labels" . }}
app.kubernetes.io/component: hook
{{- end }}

{{/* Arguments: the root context, the weight, the delete policy. */}}
{{- define "spark-operator.hook.annotations" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: {{ index . 2 }}
helm.sh/hook-weight: {{ index . 1 | quote }}
{{- end }}
