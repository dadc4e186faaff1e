{{/* What the pods of both components have in common. Arguments: the root context, the component's values, its name. */}}

{{- define "spark-operator.pod.scheduling" -}}
{{- $root := index . 0 }}
{{- $own := index . 1 }}
{{- $component := index . 2 }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
{{ toYaml . }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with $own.affinity }}
affinity:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
{{ toYaml . }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $own.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- with $own.terminationGracePeriodSeconds }}
terminationGracePeriodSeconds: {{ int . }}
{{- end }}
{{- with $own.dnsPolicy }}
dnsPolicy: {{ . }}
{{- end }}
{{- with $own.dnsConfig }}
dnsConfig:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with $own.hostAliases }}
hostAliases:
{{ toYaml . }}
{{- end }}
{{- if and (kindIs "bool" $own.hostUsers) (semverCompare ">=1.30-0" $root.Capabilities.KubeVersion.Version) }}
hostUsers: {{ $own.hostUsers }}
{{- end }}
{{- with $own.topologySpreadConstraints }}
{{- if le (int $own.replicas) 1 }}
{{- fail (printf "%s.replicas must be greater than 1 to enable topology spread constraints for %s pods" $component $component) }}
{{- end }}
topologySpreadConstraints:
{{- range . }}
{{- $selector := dict "labelSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" (include "spark-operator.name" $root) "app.kubernetes.io/instance" $root.Release.Name "app.kubernetes.io/component" $component)) }}
{{ toYaml (list (merge (deepCopy .) $selector)) }}
{{- end }}
{{- end }}
{{- end }}

{{/* OpenShift gives each namespace its own group, and refuses one that is named here. */}}
{{- define "spark-operator.pod.securityContext" -}}
{{- $root := index . 0 }}
{{- $context := (index . 1).podSecurityContext }}
{{- if $root.Capabilities.APIVersions.Has "security.openshift.io/v1" }}{{ $context = omit $context "fsGroup" "runAsUser" }}{{ end }}
{{- with $context }}
securityContext:
{{ toYaml . | indent 2 }}
{{- end }}
{{- end }}

{{- define "spark-operator.container.probes" -}}
{{- range $kind := list "livenessProbe" "readinessProbe" }}
{{ $kind }}:
  httpGet:
    path: {{ ternary "/healthz" "/readyz" (eq $kind "livenessProbe") }}
    port: 8081
    scheme: HTTP
{{- with omit (index $ $kind | default dict) "httpGet" "exec" "tcpSocket" "grpc" }}
{{ toYaml . | indent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{/* Small requests, so that a scheduler knows what the pod takes; any value of the user's replaces them. */}}
{{- define "spark-operator.container.resources" -}}
{{- $own := index . 0 }}
resources:
{{- if $own.resources }}
{{ toYaml $own.resources | indent 2 }}
{{- else }}
  requests:
    cpu: {{ index . 1 }}
    memory: {{ index . 2 }}
{{- end }}
{{- end }}

{{/* The Secret with the certificate of the metrics; empty when pods make one, or serve metrics without TLS. */}}
{{- define "spark-operator.metrics.secretName" -}}
{{- if and .Values.prometheus.metrics.enable .Values.prometheus.metrics.secure }}{{ .Values.prometheus.metrics.tls.existingSecret }}{{ end }}
{{- end }}

{{- define "spark-operator.metrics.folder" -}}
/etc/spark-operator/metrics-certificate
{{- end }}

{{- define "spark-operator.metrics.arguments" -}}
{{- $metrics := .Values.prometheus.metrics }}
- --enable-metrics=true
- --metrics-bind-address=:{{ int $metrics.port }}
- --metrics-endpoint={{ $metrics.endpoint }}
- --metrics-prefix={{ $metrics.prefix }}
{{- if $metrics.secure }}
- --secure-metrics=true
{{- if include "spark-operator.metrics.secretName" . }}
- --metrics-certificate-directory={{ include "spark-operator.metrics.folder" . }}
{{- end }}
- --metric-tls-min-version={{ $metrics.tls.minVersion }}
{{- with $metrics.tls.cipherSuites }}
- --metric-tls-cipher-suites={{ . | join "," }}
{{- end }}
{{- end }}
{{- end }}

{{- define "spark-operator.namespaces.argument" -}}
{{- if .Values.spark.jobNamespaces }}
{{- if has "" .Values.spark.jobNamespaces }}
- --namespaces=""
{{- else }}
- --namespaces={{ .Values.spark.jobNamespaces | join "," }}
{{- end }}
{{- end }}
{{- end }}
