{{/* Made from values.yaml: UPDATE_GOLDEN=1 dotnet test tests/Deployment.Tests -c Release */}}

{{- define "spark-operator.unknownValues" -}}
{{- $groups := dict
  "" (list "nameOverride" "fullnameOverride" "commonLabels" "strictValues" "clusterDomain" "extraObjects" "image" "hook" "controller" "webhook" "submitter" "admissionPolicy" "rbac" "spark" "prometheus" "grafana" "certManager")
  "image" (list "registry" "repository" "tag" "pullPolicy" "pullSecrets")
  "hook" (list "upgradeCrd" "backoffLimit" "activeDeadlineSeconds" "ttlSecondsAfterFinished" "image" "resources" "nodeSelector" "affinity" "tolerations" "labels" "annotations" "securityContext")
  "hook.image" (list "registry" "repository" "tag" "digest" "pullPolicy")
  "controller" (list "replicas" "featureGates" "revisionHistoryLimit" "image" "leaderElection" "workers" "logLevel" "logEncoder" "driverPodCreationGracePeriod" "maxTrackedExecutorPerApp" "defaultTimeToLiveSeconds" "driverPodDisruptionBudget" "features" "kubeAPIQPS" "kubeAPIBurst" "scheduledSparkApplicationTimestampPrecision" "uiService" "uiIngress" "batchScheduler" "serviceAccount" "rbac" "labels" "annotations" "deploymentAnnotations" "strategy" "volumes" "nodeSelector" "affinity" "tolerations" "priorityClassName" "runtimeClassName" "terminationGracePeriodSeconds" "dnsPolicy" "dnsConfig" "hostAliases" "podSecurityContext" "topologySpreadConstraints" "hostUsers" "env" "envFrom" "volumeMounts" "resources" "livenessProbe" "readinessProbe" "securityContext" "initContainers" "sidecars" "extraArgs" "podDisruptionBudget" "networkPolicy" "pprof" "workqueueRateLimiter")
  "controller.image" (list "registry" "repository" "tag" "digest" "pullPolicy")
  "controller.leaderElection" (list "enable" "leaseDuration" "renewDeadline" "retryPeriod")
  "controller.driverPodDisruptionBudget" (list "enable")
  "controller.features" (list "ingresses" "networkPolicies" "driverLogs" "submitterJobs" "onDemandVolumes")
  "controller.uiService" (list "enable")
  "controller.uiIngress" (list "enable" "urlFormat" "ingressClassName" "tls" "annotations")
  "controller.batchScheduler" (list "enable" "kubeSchedulerNames" "default")
  "controller.serviceAccount" (list "create" "name" "annotations" "automountServiceAccountToken")
  "controller.rbac" (list "create" "annotations" "extraRules")
  "controller.podDisruptionBudget" (list "enable" "minAvailable" "maxUnavailable" "unhealthyPodEvictionPolicy")
  "controller.networkPolicy" (list "enable" "metricsFrom" "ingress" "egress")
  "controller.pprof" (list "enable" "port" "portName")
  "controller.workqueueRateLimiter" (list "bucketQPS" "bucketSize" "maxDelay")
  "controller.workqueueRateLimiter.maxDelay" (list "enable" "duration")
  "webhook" (list "enable" "replicas" "revisionHistoryLimit" "image" "leaderElection" "logLevel" "logEncoder" "port" "portName" "failurePolicy" "pod" "app" "timeoutSeconds" "configurationAnnotations" "certificate" "resourceQuotaEnforcement" "kubeAPIQPS" "kubeAPIBurst" "serviceAccount" "rbac" "labels" "annotations" "deploymentAnnotations" "strategy" "volumes" "nodeSelector" "affinity" "tolerations" "priorityClassName" "runtimeClassName" "terminationGracePeriodSeconds" "dnsPolicy" "dnsConfig" "hostAliases" "podSecurityContext" "topologySpreadConstraints" "hostUsers" "env" "envFrom" "volumeMounts" "resources" "livenessProbe" "readinessProbe" "securityContext" "initContainers" "sidecars" "extraArgs" "podDisruptionBudget" "networkPolicy")
  "webhook.image" (list "registry" "repository" "tag" "digest" "pullPolicy")
  "webhook.leaderElection" (list "enable")
  "webhook.pod" (list "failurePolicy")
  "webhook.app" (list "failurePolicy")
  "webhook.certificate" (list "existingSecret")
  "webhook.resourceQuotaEnforcement" (list "enable")
  "webhook.serviceAccount" (list "create" "name" "annotations" "automountServiceAccountToken")
  "webhook.rbac" (list "create" "annotations" "extraRules")
  "webhook.podDisruptionBudget" (list "enable" "minAvailable" "maxUnavailable" "unhealthyPodEvictionPolicy")
  "webhook.networkPolicy" (list "enable" "metricsFrom" "ingress" "egress")
  "submitter" (list "serviceUrl" "requestTimeout" "startupTimeout" "maxRetries" "initialBackoff" "startupProbe")
  "submitter.startupProbe" (list "periodSeconds" "failureThreshold")
  "admissionPolicy" (list "policy" "existingConfigMap" "namespaceLabels" "authorCheck")
  "rbac" (list "clusterScoped" "aggregatedRoles")
  "rbac.aggregatedRoles" (list "enable")
  "spark" (list "jobNamespaces" "jobNamespaceSelector" "serviceAccount" "rbac")
  "spark.serviceAccount" (list "create" "name" "annotations" "automountServiceAccountToken" "keep")
  "spark.rbac" (list "create" "annotations" "extraRules" "keep")
  "prometheus" (list "metrics" "podMonitor" "serviceMonitor" "rules")
  "prometheus.metrics" (list "enable" "port" "portName" "endpoint" "prefix" "jobSubmitLatencyBuckets" "jobStartLatencyBuckets" "labels" "secure" "tls")
  "prometheus.metrics.tls" (list "existingSecret" "serverName" "minVersion" "cipherSuites")
  "prometheus.podMonitor" (list "create" "labels" "annotations" "namespace" "jobLabel" "podMetricsEndpoint")
  "prometheus.podMonitor.podMetricsEndpoint" (list "scheme" "interval" "scrapeTimeout" "honorLabels" "relabelings" "metricRelabelings")
  "prometheus.serviceMonitor" (list "create" "labels" "annotations" "namespace" "jobLabel" "scheme" "interval" "scrapeTimeout" "honorLabels" "relabelings" "metricRelabelings")
  "prometheus.rules" (list "create" "labels" "annotations" "namespace")
  "grafana" (list "dashboards")
  "grafana.dashboards" (list "create" "labels" "annotations" "namespace")
  "certManager" (list "enable" "issuerRef" "duration" "renewBefore" "privateKey" "secretTemplate" "revisionHistoryLimit" "checkCapabilities")
-}}
{{- range $path, $known := $groups }}
{{- $group := $.Values }}
{{- range without (splitList "." $path) "" }}
{{- $group = ternary (get $group .) dict (and (hasKey $group .) (kindIs "map" (get $group .))) }}
{{- end }}
{{- range $name := keys $group | sortAlpha }}
{{- if not (or (has $name $known) (and (eq $path "") (eq $name "global"))) }}
{{ ternary $name (printf "%s.%s" $path $name) (eq $path "") }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
