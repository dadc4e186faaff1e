{{/* Names and labels. They are those of the chart that this one replaces, so that an upgrade keeps every object. */}}

{{- define "spark-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "spark-operator.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "spark-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "spark-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "spark-operator.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "spark-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "spark-operator.controller.name" -}}
{{ include "spark-operator.fullname" . }}-controller
{{- end }}

{{- define "spark-operator.controller.selectorLabels" -}}
{{ include "spark-operator.selectorLabels" . }}
app.kubernetes.io/component: controller
{{- end }}

{{- define "spark-operator.controller.labels" -}}
{{ include "spark-operator.labels" . }}
app.kubernetes.io/component: controller
{{- end }}

{{- define "spark-operator.controller.leaseName" -}}
{{ include "spark-operator.controller.name" . }}-lock
{{- end }}

{{- define "spark-operator.controller.serviceAccountName" -}}
{{- if .Values.controller.serviceAccount.create -}}
{{ default (include "spark-operator.controller.name" .) .Values.controller.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.controller.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "spark-operator.webhook.name" -}}
{{ include "spark-operator.fullname" . }}-webhook
{{- end }}

{{- define "spark-operator.webhook.selectorLabels" -}}
{{ include "spark-operator.selectorLabels" . }}
app.kubernetes.io/component: webhook
{{- end }}

{{- define "spark-operator.webhook.labels" -}}
{{ include "spark-operator.labels" . }}
app.kubernetes.io/component: webhook
{{- end }}

{{/* The name of a Service is at most 63 characters long: a long full name gives way. */}}
{{- define "spark-operator.webhook.serviceName" -}}
{{ include "spark-operator.fullname" . | trunc 51 | trimSuffix "-" }}-webhook-svc
{{- end }}

{{- define "spark-operator.webhook.secretName" -}}
{{ default (printf "%s-certs" (include "spark-operator.webhook.name" .)) .Values.webhook.certificate.existingSecret }}
{{- end }}

{{- define "spark-operator.webhook.leaseName" -}}
{{ include "spark-operator.webhook.name" . }}-lock
{{- end }}

{{- define "spark-operator.webhook.serviceAccountName" -}}
{{- if .Values.webhook.serviceAccount.create -}}
{{ default (include "spark-operator.webhook.name" .) .Values.webhook.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.webhook.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* Where the webhook's certificate comes from: cert-manager, existing or self-signed. */}}
{{- define "spark-operator.webhook.certificates" -}}
{{- if .Values.certManager.enable }}cert-manager{{ else if .Values.webhook.certificate.existingSecret }}existing{{ else }}self-signed{{ end }}
{{- end }}

{{- define "spark-operator.spark.serviceAccountName" -}}
{{- if .Values.spark.serviceAccount.create -}}
{{ default (printf "%s-spark" (include "spark-operator.fullname" .)) .Values.spark.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.spark.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "spark-operator.certificate.name" -}}
{{ include "spark-operator.name" . }}-certificate
{{- end }}

{{- define "spark-operator.issuer.name" -}}
{{ include "spark-operator.name" . }}-self-signed-issuer
{{- end }}

{{/* "list": the named namespaces. "all": every namespace, because none is named or one of them is the empty text. */}}
{{- define "spark-operator.namespaces" -}}
{{- if and .Values.spark.jobNamespaces (not (has "" .Values.spark.jobNamespaces)) }}list{{ else }}all{{ end }}
{{- end }}

{{/* "true" when the rights for applications must hold in namespaces that no list names. */}}
{{- define "spark-operator.clusterWide" -}}
{{- if .Values.rbac.clusterScoped }}{{ or (eq (include "spark-operator.namespaces" .) "all") (not (empty .Values.spark.jobNamespaceSelector)) }}{{ else }}false{{ end }}
{{- end }}

{{/* The image of one component. Arguments: the root context and the component's own image values. */}}
{{- define "spark-operator.image" -}}
{{- $root := index . 0 }}
{{- $own := index . 1 }}
{{- $name := index . 2 }}
{{- $all := $root.Values.image }}
{{- if eq (include "spark-operator.image.isForeign" $root) "true" }}
{{- $all = dict "registry" "" "repository" "spark-operator" "tag" "" }}
{{- end }}
{{- $repository := default (printf "%s/%s" $all.repository $name) $own.repository }}
{{- $registry := default $all.registry $own.registry }}
{{- with $registry }}{{ . }}/{{ end }}{{ $repository }}
{{- if $own.digest }}@{{ $own.digest }}{{ else }}:{{ coalesce $own.tag $all.tag $root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* Values files written for the Kubeflow chart often pin its image, which cannot run with this chart. */}}
{{- define "spark-operator.image.isForeign" -}}
{{- regexMatch "(^|/)kubeflow/spark-operator(/controller)?$" (toString .Values.image.repository) }}
{{- end }}

{{/* --feature-gates: "true" if the named gate is switched on. */}}
{{- define "spark-operator.gate" -}}
{{- $name := index . 1 }}
{{- $on := false }}
{{- range (index . 0).Values.controller.featureGates }}{{ if and (eq .name $name) .enabled }}{{ $on = true }}{{ end }}{{ end }}
{{- $on }}
{{- end }}
