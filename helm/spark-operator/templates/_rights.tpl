{{/* Made from Shared.Hosting/Rights: UPDATE_GOLDEN=1 dotnet test tests/Deployment.Tests -c Release */}}

{{- define "spark-operator.rights.controller.jobs" -}}
# The applications to run; schedules create them, and their time to live and the history limits delete them.
- apiGroups: [sparkoperator.k8s.io]
  resources: [sparkapplications]
  verbs: [get, list, watch, create, delete]
# The schedules and the Connect servers to run.
- apiGroups: [sparkoperator.k8s.io]
  resources: [scheduledsparkapplications, sparkconnects]
  verbs: [get, list, watch]
# What became of them is recorded in their status; their spec is never written.
- apiGroups: [sparkoperator.k8s.io]
  resources: [sparkapplications/status, scheduledsparkapplications/status, sparkconnects/status]
  verbs: [patch]
# Owner references with blockOwnerDeletion; clusters that check them (OpenShift does) ask for this.
- apiGroups: [sparkoperator.k8s.io]
  resources: [sparkapplications/finalizers, scheduledsparkapplications/finalizers, sparkconnects/finalizers]
  verbs: [update]
# Drivers are created and followed; drivers and executors of ended attempts are deleted.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, delete]
# Spark properties, executor template and exporter settings of each driver; read by their names only, to tell ours from others'.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, create, patch, delete]
# The headless Service of each driver, its UI and the ports of driverIngressOptions; read by their names only.
- apiGroups: [""]
  resources: [services]
  verbs: [get, create, patch, delete]
# What happens to an application is told as events of it.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- if .Values.controller.features.ingresses }}
# An Ingress for each UI when there is a URL format, and for driverIngressOptions.
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [get, create, patch, delete]
{{- end }}
{{- if .Values.controller.features.networkPolicies }}
# Spark 4.2 and newer put a NetworkPolicy around the executors of each application; a Connect server may ask for one that follows its port.
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, create, patch, delete]
{{- end }}
{{- if .Values.controller.driverPodDisruptionBudget.enable }}
# Drivers whose application asks for it are kept from voluntary eviction.
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, create, patch, delete]
{{- end }}
{{- if .Values.controller.batchScheduler.enable }}
# The PodGroup of an application that Volcano or a kube-scheduler plug-in schedules as one.
- apiGroups: [scheduling.volcano.sh, scheduling.x-k8s.io]
  resources: [podgroups]
  verbs: [get, create, delete]
{{- end }}
{{- if .Values.controller.features.driverLogs }}
# The last lines of a failed driver, for the diagnosis.
- apiGroups: [""]
  resources: [pods/log]
  verbs: [get]
{{- end }}
{{- if .Values.controller.features.driverLogs }}
# Why a pod cannot start (images, volumes, scheduling), for the diagnosis.
- apiGroups: [""]
  resources: [events]
  verbs: [list]
{{- end }}
{{- if .Values.controller.features.submitterJobs }}
# Submissions that need a JVM run as a Job in the application's namespace.
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, create, delete]
{{- end }}
{{- if .Values.controller.features.onDemandVolumes }}
# Claims that Spark makes on demand for the driver (claimName OnDemand).
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, create, delete]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.controller.own" -}}
{{- if .Values.controller.leaderElection.enable }}
# The lease of the leader; a creation cannot be limited to a name.
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
{{- end }}
{{- if .Values.controller.leaderElection.enable }}
# Taking, renewing and giving back that lease.
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, update]
  resourceNames: [{{ include "spark-operator.controller.leaseName" . }}]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.controller.cluster" -}}
{{- if or .Values.spark.jobNamespaceSelector .Values.admissionPolicy.namespaceLabels }}
# Which namespaces carry the label, and which policy holds there.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [list, watch]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.webhook.jobs" -}}
# Pods that others made are completed from their application.
- apiGroups: [sparkoperator.k8s.io]
  resources: [sparkapplications]
  verbs: [get, list, watch]
{{- if .Values.webhook.resourceQuotaEnforcement.enable }}
# Whether an application would fit into what is left, told before it is stored.
- apiGroups: [""]
  resources: [resourcequotas]
  verbs: [list, watch]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.webhook.own" -}}
{{- if eq (include "spark-operator.webhook.certificates" .) "self-signed" }}
# The Secret with the certificate, when there is none yet; a creation cannot be limited to a name.
- apiGroups: [""]
  resources: [secrets]
  verbs: [create]
{{- end }}
{{- if eq (include "spark-operator.webhook.certificates" .) "self-signed" }}
# Replicas share one certificate, and it is renewed before it ends.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, update]
  resourceNames: [{{ include "spark-operator.webhook.secretName" . }}]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.webhook.cluster" -}}
{{- if .Values.admissionPolicy.namespaceLabels }}
# Which policy holds in a namespace, where its labels decide.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [list, watch]
{{- end }}
{{- if .Values.admissionPolicy.authorCheck }}
# Whether the author of an application may do alone what the operator would do for them.
- apiGroups: [authorization.k8s.io]
  resources: [subjectaccessreviews]
  verbs: [create]
{{- end }}
{{- if eq (include "spark-operator.webhook.certificates" .) "self-signed" }}
# The authority of that certificate is put into our own two configurations.
- apiGroups: [admissionregistration.k8s.io]
  resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations]
  verbs: [get, update]
  resourceNames: [{{ include "spark-operator.webhook.name" . }}]
{{- end }}
{{- end }}

{{- define "spark-operator.rights.spark.jobs" -}}
# Executors are created, followed, marked for decommissioning and removed.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, patch, delete, deletecollection]
# The settings of the executors; removed by label at the end.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, create, delete, deletecollection]
# Services of executors (Spark 4.1 and newer can make them); removed by label at the end.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, create, delete, deletecollection]
# On-demand volumes of executors; looked for when they are reused, removed by label at the end.
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, list, create, delete, deletecollection]
{{- end }}

{{- define "spark-operator.rights.spark.own" -}}
{{- end }}

{{- define "spark-operator.rights.spark.cluster" -}}
{{- end }}
