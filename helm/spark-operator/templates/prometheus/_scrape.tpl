{{/* What both monitors may say about a scrape, beyond interval and scheme. */}}
{{- define "spark-operator.scrape" -}}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- if .honorLabels }}
honorLabels: true
{{- end }}
{{- with .relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Whom both monitors trust when metrics are served over TLS. */}}
{{- define "spark-operator.scrape.tls" -}}
{{- $tls := .Values.prometheus.metrics.tls }}
{{- if .Values.prometheus.metrics.secure }}
tlsConfig:
  {{- if and $tls.existingSecret $tls.serverName }}
  serverName: {{ $tls.serverName }}
  ca:
    secret:
      name: {{ $tls.existingSecret }}
      key: ca.crt
  {{- else }}
  insecureSkipVerify: true
  {{- end }}
{{- end }}
{{- end }}
