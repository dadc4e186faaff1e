{{- define "spark-operator.controller.arguments" -}}
- controller
- start
- --zap-log-level={{ .Values.controller.logLevel }}
- --zap-encoder={{ .Values.controller.logEncoder }}
{{- include "spark-operator.namespaces.argument" . }}
{{- with .Values.spark.jobNamespaceSelector }}
- {{ printf "--namespace-selector=%s" . | quote }}
{{- end }}
- --controller-threads={{ int .Values.controller.workers }}
- --enable-ui-service={{ .Values.controller.uiService.enable }}
{{- include "spark-operator.rendering.arguments" . }}
{{- if .Values.controller.uiIngress.enable }}
{{- with .Values.controller.uiIngress.ingressClassName }}
- --ingress-class-name={{ . }}
{{- end }}
{{- with .Values.controller.uiIngress.tls }}
- {{ printf "--ingress-tls=%s" (toJson .) | quote }}
{{- end }}
{{- with .Values.controller.uiIngress.annotations }}
- {{ printf "--ingress-annotations=%s" (toJson .) | quote }}
{{- end }}
{{- end }}
{{- include "spark-operator.policy.arguments" . }}
{{- if .Values.prometheus.metrics.enable }}
{{- include "spark-operator.metrics.arguments" . }}
- --metrics-labels={{ default "app_type" .Values.prometheus.metrics.labels }}
- --metrics-job-submit-latency-buckets={{ .Values.prometheus.metrics.jobSubmitLatencyBuckets }}
- --metrics-job-start-latency-buckets={{ .Values.prometheus.metrics.jobStartLatencyBuckets }}
{{- end }}
- --leader-election={{ .Values.controller.leaderElection.enable }}
{{- if .Values.controller.leaderElection.enable }}
- --leader-election-lock-name={{ include "spark-operator.controller.leaseName" . }}
- --leader-election-lock-namespace={{ .Release.Namespace }}
{{- with .Values.controller.leaderElection.leaseDuration }}
- --leader-election-lease-duration={{ . }}
{{- end }}
{{- with .Values.controller.leaderElection.renewDeadline }}
- --leader-election-renew-deadline={{ . }}
{{- end }}
{{- with .Values.controller.leaderElection.retryPeriod }}
- --leader-election-retry-period={{ . }}
{{- end }}
{{- end }}
{{- if .Values.controller.pprof.enable }}
- --pprof-bind-address=:{{ int .Values.controller.pprof.port }}
{{- end }}
- --workqueue-ratelimiter-bucket-qps={{ int .Values.controller.workqueueRateLimiter.bucketQPS }}
- --workqueue-ratelimiter-bucket-size={{ int .Values.controller.workqueueRateLimiter.bucketSize }}
{{- if .Values.controller.workqueueRateLimiter.maxDelay.enable }}
- --workqueue-ratelimiter-max-delay={{ .Values.controller.workqueueRateLimiter.maxDelay.duration }}
{{- end }}
{{- with .Values.controller.driverPodCreationGracePeriod }}
- --driver-pod-creation-grace-period={{ . }}
{{- end }}
{{- with .Values.controller.maxTrackedExecutorPerApp }}
- --max-tracked-executor-per-app={{ int . }}
{{- end }}
{{- if eq (include "spark-operator.gate" (list . "DefaultTimeToLive")) "true" }}
{{- if ge (int .Values.controller.defaultTimeToLiveSeconds) 0 }}
- --default-time-to-live-seconds={{ int .Values.controller.defaultTimeToLiveSeconds }}
{{- end }}
{{- end }}
{{- if .Values.controller.features.driverLogs }}
- --diagnose-driver-logs=true
{{- end }}
{{- if .Values.controller.driverPodDisruptionBudget.enable }}
- --enable-driver-pdb=true
{{- end }}
{{- with .Values.controller.kubeAPIQPS }}
- --kube-api-qps={{ int . }}
{{- end }}
{{- with .Values.controller.kubeAPIBurst }}
- --kube-api-burst={{ int . }}
{{- end }}
{{- with .Values.controller.scheduledSparkApplicationTimestampPrecision }}
- --scheduled-spark-application-timestamp-precision={{ . }}
{{- end }}
{{- with .Values.controller.featureGates }}
{{- $gates := list }}
{{- range . }}{{ $gates = append $gates (printf "%s=%t" .name .enabled) }}{{ end }}
- --feature-gates={{ $gates | join "," }}
{{- end }}
{{- if eq (include "spark-operator.gate" (list . "RestSubmitter")) "true" }}
- --submitter-service-url={{ .Values.submitter.serviceUrl }}
- --submitter-request-timeout={{ .Values.submitter.requestTimeout }}
- --submitter-startup-timeout={{ .Values.submitter.startupTimeout }}
- --submitter-max-retries={{ int .Values.submitter.maxRetries }}
- --submitter-initial-backoff={{ .Values.submitter.initialBackoff }}
{{- end }}
{{- range .Values.controller.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}
