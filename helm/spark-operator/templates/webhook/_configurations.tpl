{{/* The entries of one webhook configuration. Arguments: the root context, and a list of (verb, version, plural, kind). */}}
{{- define "spark-operator.webhook.entries" -}}
{{- $root := index . 0 }}
{{- range index . 1 }}
{{- $isPod := eq .plural "pods" }}
{{- $path := ternary "mutate--v1-pod" (printf "%s-sparkoperator-k8s-io-%s-%s" .verb .version .kind) $isPod }}
- name: {{ $path }}.sparkoperator.k8s.io
  admissionReviewVersions: ["v1"]
  sideEffects: None
  failurePolicy: {{ default $root.Values.webhook.failurePolicy (ternary $root.Values.webhook.pod.failurePolicy $root.Values.webhook.app.failurePolicy $isPod) }}
  {{- with $root.Values.webhook.timeoutSeconds }}
  timeoutSeconds: {{ int . }}
  {{- end }}
  clientConfig:
    service:
      name: {{ include "spark-operator.webhook.serviceName" $root }}
      namespace: {{ $root.Release.Namespace }}
      port: {{ int $root.Values.webhook.port }}
      path: /{{ $path }}
  {{- /* No selector here could say "listed or labelled": with a label selector the webhook is called from every namespace. */}}
  {{- if and (eq (include "spark-operator.namespaces" $root) "list") (not $root.Values.spark.jobNamespaceSelector) }}
  namespaceSelector:
    matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        values:
          {{- range $root.Values.spark.jobNamespaces }}
          - {{ . | quote }}
          {{- end }}
  {{- end }}
  {{- if $isPod }}
  # Pods that the controller made complete need no call.
  objectSelector:
    matchLabels:
      sparkoperator.k8s.io/launched-by-spark-operator: "true"
    matchExpressions:
      - key: sparkoperator.k8s.io/rendered
        operator: DoesNotExist
  {{- end }}
  rules:
    - apiGroups: [{{ ternary "" "sparkoperator.k8s.io" $isPod | quote }}]
      apiVersions: [{{ .version }}]
      resources: [{{ .plural }}]
      operations: {{ ternary (list "CREATE") (list "CREATE" "UPDATE") $isPod | toJson }}
{{- end }}
{{- end }}

{{- define "spark-operator.webhook.configurationMetadata" -}}
name: {{ include "spark-operator.webhook.name" . }}
labels:
  {{- include "spark-operator.webhook.labels" . | nindent 2 }}
{{- $annotations := .Values.webhook.configurationAnnotations | default dict }}
{{- if .Values.certManager.enable }}
{{- $annotations = merge (dict "cert-manager.io/inject-ca-from" (printf "%s/%s" .Release.Namespace (include "spark-operator.certificate.name" .))) $annotations }}
{{- end }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
