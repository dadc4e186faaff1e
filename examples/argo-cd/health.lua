-- Health of the Spark kinds for Argo CD. Put each function's body into the ConfigMap argocd-cm:
--   resource.customizations.health.sparkoperator.k8s.io_SparkApplication: |  (and _ScheduledSparkApplication, _SparkConnect)
-- An application that has ended well is healthy; one that waits to be tried again is progressing.
hs = {status = "Progressing", message = "The operator has not looked at it yet."}
if obj.status == nil then
  return hs
end

if obj.kind == "ScheduledSparkApplication" then
  if obj.spec ~= nil and obj.spec.suspend == true then
    return {status = "Suspended", message = "The schedule is suspended."}
  end
  local state = obj.status.scheduleState
  if state == "FailedValidation" then
    return {status = "Degraded", message = obj.status.reason or "The schedule cannot be read."}
  end
  if state == "Scheduled" then
    return {status = "Healthy", message = "Runs by its schedule."}
  end
  return hs
end

if obj.kind == "SparkConnect" then
  local state = obj.status.state
  if state == "Ready" then
    return {status = "Healthy", message = "The server is ready."}
  end
  if state == "Failed" then
    return {status = "Degraded", message = "The server has failed."}
  end
  return {status = "Progressing", message = "The server is " .. (state or "not looked at yet") .. "."}
end

local application = obj.status.applicationState
if application == nil or application.state == nil or application.state == "" then
  return hs
end
local state = application.state
local message = application.errorMessage
if obj.status.diagnosis ~= nil and obj.status.diagnosis.message ~= nil then
  message = obj.status.diagnosis.message
end
if state == "COMPLETED" then
  return {status = "Healthy", message = "The application has completed."}
end
if state == "RUNNING" then
  return {status = "Healthy", message = "The driver runs."}
end
if state == "FAILED" then
  return {status = "Degraded", message = message or "The application has failed."}
end
if state == "SUBMISSION_FAILED" then
  return {status = "Progressing", message = message or "The submission failed and may be tried again."}
end
if state == "SUSPENDED" or state == "SUSPENDING" then
  return {status = "Suspended", message = "The application is suspended."}
end
return {status = "Progressing", message = message or ("The application is " .. state .. ".")}
