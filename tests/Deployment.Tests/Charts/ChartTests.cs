using System.Text.Json.Nodes;
using Controller.Hosting;
using Shared.Hosting.Options;
using Shared.Hosting.Rights;
using Testing;
using Testing.Charts;
using Testing.Comparison;
using Webhook;

namespace Deployment.Tests.Charts;

public sealed class ChartTests
{
    public static TheoryData<string> ManyValues =>
    [
        "{}",
        """{"spark": {"jobNamespaces": [""]}}""",
        """{"spark": {"jobNamespaces": [], "jobNamespaceSelector": "spark=enabled,env in (prod,dev)"}}""",
        """{"spark": {"jobNamespaces": ["a"]}, "rbac": {"clusterScoped": false}, "webhook": {"enable": false}}""",
        """{"controller": {"uiIngress": {"enable": true, "urlFormat": "{{$appName}}.example.com", "ingressClassName": "nginx", "tls": [{"hosts": ["*.example.com"]}], "annotations": {"a": "b"}}}}""",
        """{"controller": {"batchScheduler": {"enable": true, "kubeSchedulerNames": ["one"], "default": "volcano"}, "driverPodDisruptionBudget": {"enable": true}, "logLevel": "debug", "logEncoder": "json"}}""",
        """{"controller": {"replicas": 2, "podDisruptionBudget": {"enable": true}, "networkPolicy": {"enable": true}, "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "ScheduleAnyway"}]}}""",
        """{"controller": {"featureGates": [{"name": "RestSubmitter", "enabled": true}, {"name": "DefaultTimeToLive", "enabled": true}], "defaultTimeToLiveSeconds": 600, "pprof": {"enable": true}}}""",
        """{"webhook": {"resourceQuotaEnforcement": {"enable": true}, "networkPolicy": {"enable": true}, "certificate": {"existingSecret": "mine"}}, "prometheus": {"metrics": {"enable": false}}}""",
        """{"certManager": {"enable": true, "checkCapabilities": false, "duration": "2160h", "privateKey": {"algorithm": "ECDSA", "size": 256}, "secretTemplate": {"labels": {"a": "b"}}, "revisionHistoryLimit": 2}, "hook": {"upgradeCrd": true}, "rbac": {"aggregatedRoles": {"enable": true}}, "grafana": {"dashboards": {"create": true}}}""",
        """{"prometheus": {"metrics": {"secure": true, "tls": {"minVersion": "VersionTLS13", "cipherSuites": ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]}}}}""",
        """{"prometheus": {"metrics": {"secure": true, "tls": {"existingSecret": "mine", "serverName": "metrics.example.com"}}}, "certManager": {"enable": true, "checkCapabilities": false}}""",
        """{"admissionPolicy": {"policy": {"profile": "restricted", "namespaces": [{"selector": {"matchLabels": {"tier": "dev"}}, "policy": {}}]}, "namespaceLabels": true, "authorCheck": true}, "controller": {"batchScheduler": {"enable": true}, "volumes": [{"name": "mine", "emptyDir": {}}]}}""",
        """{"admissionPolicy": {"existingConfigMap": "mine"}, "webhook": {"certificate": {"existingSecret": "mine"}}}""",
    ];

    [ChartTheory, MemberData(nameof(ManyValues))]
    public void Whatever_the_values_the_controller_takes_its_arguments(string values)
    {
        var arguments = Arguments(Render(values), "spark-operator-controller");

        var read = CommandLine.Parse("Controller", ControllerCommand.Options, arguments, new Dictionary<string, string>(), _ => "");

        var options = ControllerOptions.From(read, "test", runsInPod: true);
        options.Lease!.Name.Should().Be("spark-operator-controller-lock");
    }

    [ChartTheory, MemberData(nameof(ManyValues))]
    public void Whatever_the_values_the_webhook_takes_its_arguments(string values)
    {
        var rendered = Render(values);
        if (rendered.Objects.All(one => RenderedChart.NameOf(one) != "spark-operator-webhook" || RenderedChart.Kind(one) != "Deployment"))
            return;

        var read = CommandLine.Parse("Webhook", WebhookCommand.Options, Arguments(rendered, "spark-operator-webhook"), new Dictionary<string, string>(), _ => "");

        read.Text(WebhookCommand.ServiceName).Should().Be("spark-operator-webhook-svc");
        read.Text(WebhookCommand.MutatingName).Should().Be((string)rendered.OfKind("MutatingWebhookConfiguration").Single()["metadata"]!["name"]!);
    }

    [ChartTheory, MemberData(nameof(ManyValues))]
    public void Whatever_the_values_nobody_gets_a_right_that_the_table_does_not_have(string values)
    {
        var rendered = Render(values);

        var granted = rendered.Objects.Where(one => RenderedChart.Kind(one).EndsWith("Role", StringComparison.Ordinal) && !IsForOthers(one)).SelectMany(Grants);
        var known = RightsTable.All.SelectMany(right => right.Groups.SelectMany(group => right.Resources.SelectMany(resource => right.Verbs.Select(verb => $"{verb} {resource}.{group}"))));
        granted.Except(known).Should().BeEmpty();
    }

    [ChartTheory, MemberData(nameof(ManyValues))]
    public void Whatever_the_values_the_pods_of_the_operator_fit_into_a_restricted_namespace(string values)
    {
        foreach (var pod in Render(values).Objects.Select(Pod).OfType<JsonObject>())
        {
            foreach (var context in pod["containers"]!.AsArray().Select(container => container!["securityContext"]!))
            {
                ((bool?)context["allowPrivilegeEscalation"]).Should().BeFalse();
                ((string?)context["capabilities"]!["drop"]![0]).Should().Be("ALL");
                ((bool?)(context["runAsNonRoot"] ?? pod["securityContext"]?["runAsNonRoot"])).Should().BeTrue();
                ((string?)(context["seccompProfile"] ?? pod["securityContext"]?["seccompProfile"])!["type"]).Should().Be("RuntimeDefault");
                ((bool?)context["readOnlyRootFilesystem"]).Should().BeTrue();
            }
        }
    }

    [ChartFact]
    public void A_feature_brings_its_rights_and_no_other()
    {
        var plain = Grants(Render("{}").Single("Role", "spark-operator-controller", "default")).ToHashSet();

        Added("""{"controller": {"features": {"driverLogs": true}}}""").Should().BeEquivalentTo("get pods/log.", "list events.");
        Added("""{"controller": {"features": {"submitterJobs": true}}}""").Should().OnlyContain(grant => grant.EndsWith(" jobs.batch"));
        Added("""{"controller": {"features": {"onDemandVolumes": true}}}""").Should().OnlyContain(grant => grant.EndsWith(" persistentvolumeclaims."));
        Added("""{"controller": {"features": {"ingresses": false, "networkPolicies": false}}}""").Should().BeEmpty();
        plain.Should().Contain("get ingresses.networking.k8s.io").And.Contain("create networkpolicies.networking.k8s.io").And.NotContain(grant => grant.Contains("poddisruptionbudgets"));

        IEnumerable<string> Added(string values) => Grants(Render(values).Single("Role", "spark-operator-controller", "default")).Except(plain);
    }

    [ChartFact]
    public void Values_without_meaning_here_are_told_in_the_notes()
    {
        var notes = Render("""
            {"image": {"registry": "ghcr.io", "repository": "kubeflow/spark-operator/controller", "tag": "2.5.0"}, "batchScheduler": {"enable": true}, "controller": {"worker": 3, "pprof": {"enable": true}}}
            """).Notes;

        notes.Should().Contain("batchScheduler: this chart does not know this value").And.Contain("controller.worker: this chart does not know this value")
            .And.Contain("kubeflow/spark-operator/controller is an image of the Kubeflow operator").And.Contain("controller.pprof");
        Render("{}").Notes.Should().NotContain("Notes on your values");
    }

    [ChartFact]
    public void An_image_of_the_other_operator_is_never_started()
    {
        var rendered = Render("""{"image": {"registry": "ghcr.io", "repository": "kubeflow/spark-operator/controller", "tag": "2.5.0"}}""");

        ((string?)Pod(rendered.Single("Deployment", "spark-operator-controller"))!["containers"]![0]!["image"]).Should().Be("spark-operator/controller:0.1.0");
        ((string?)Pod(Render("""{"image": {"registry": "mirror.example.com", "tag": "9"}, "webhook": {"image": {"digest": "sha256:0"}}}""").Single("Deployment", "spark-operator-webhook"))!["containers"]![0]!["image"])
            .Should().Be("mirror.example.com/spark-operator/webhook@sha256:0");
    }

    [ChartTheory]
    [InlineData("""{"strictValues": true, "controller": {"worker": 3}}""", "controller.worker")]
    [InlineData("""{"rbac": {"clusterScoped": false}}""", "webhook.enable=false")]
    [InlineData("""{"rbac": {"clusterScoped": false}, "webhook": {"enable": false}, "spark": {"jobNamespaces": [""]}}""", "list them in spark.jobNamespaces")]
    [InlineData("""{"certManager": {"enable": true}}""", "`cert-manager.io/v1` for `Issuer`. Install cert-manager first, or leave certManager.enable off")]
    [InlineData("""{"certManager": {"enable": true, "issuerRef": {"name": "mine"}}}""", "`cert-manager.io/v1` for `Certificate`. Install cert-manager first, or leave certManager.enable off")]
    [InlineData("""{"certManager": {"enable": true, "checkCapabilities": false}, "webhook": {"certificate": {"existingSecret": "x"}}}""", "two sources of one certificate")]
    [InlineData("""{"prometheus": {"serviceMonitor": {"create": true}}}""", "install the Prometheus operator first")]
    [InlineData("""{"prometheus": {"podMonitor": {"create": true}}}""", "Install the Prometheus operator first")]
    [InlineData("""{"prometheus": {"rules": {"create": true}}}""", "install the Prometheus operator first")]
    [InlineData("""{"webhook": {"podDisruptionBudget": {"enable": true}}}""", "webhook.replicas must be greater than 1")]
    public void What_cannot_work_is_refused_in_words(string values, string sentence) => RenderAny(values).Error.Should().Contain(sentence);

    [ChartTheory, InlineData("podMonitor", "PodMonitor", "podMetricsEndpoints"), InlineData("serviceMonitor", "ServiceMonitor", "endpoints")]
    public void What_a_monitor_is_told_of_its_scrapes_stands_in_its_endpoint(string value, string kind, string endpoints)
    {
        const string Scrape = """
            "scrapeTimeout": "4s", "honorLabels": true, "relabelings": [{"action": "labeldrop", "regex": "pod"}], "metricRelabelings": [{"action": "drop", "sourceLabels": ["__name__"], "regex": "go_.*"}]
            """;
        var nested = value is "podMonitor" ? $$""" "podMetricsEndpoint": { {{Scrape}} } """ : Scrape;

        var rendered = ChartRenderer.Render(new ChartRelease
        {
            ApiVersions = [$"monitoring.coreos.com/v1/{kind}"],
            Values = JsonNode.Parse($$"""{"prometheus": {"{{value}}": {"create": true, "namespace": "monitoring", "annotations": {"a": "b"}, {{nested}} } } }""")!.AsObject(),
        });

        rendered.Error.Should().BeNull();
        var monitor = rendered.OfKind(kind).Single();
        ((string?)monitor["metadata"]!["namespace"]).Should().Be("monitoring");
        ((string?)monitor["metadata"]!["annotations"]!["a"]).Should().Be("b");
        var endpoint = monitor["spec"]![endpoints]!.AsArray().Single()!;
        ((string?)endpoint["scrapeTimeout"], (bool?)endpoint["honorLabels"], (string?)endpoint["port"]).Should().Be(("4s", true, "metrics"));
        ((string?)endpoint["relabelings"]![0]!["action"], (string?)endpoint["metricRelabelings"]![0]!["regex"]).Should().Be(("labeldrop", "go_.*"));
        monitor["spec"]!["namespaceSelector"]!["matchNames"]!.AsArray().Select(name => (string)name!).Should().Equal("spark-operator");
    }

    [ChartFact]
    public void A_Secret_for_the_metrics_is_mounted_where_both_programs_look_for_it_and_monitors_trust_its_authority()
    {
        var values = JsonNode.Parse("""{"prometheus": {"metrics": {"secure": true, "tls": {"existingSecret": "mine", "serverName": "metrics.example.com"}}, "podMonitor": {"create": true}}}""")!.AsObject();

        var rendered = ChartRenderer.Render(new ChartRelease { ApiVersions = ["monitoring.coreos.com/v1/PodMonitor"], Values = values });

        rendered.Error.Should().BeNull();
        foreach (var deployment in new[] { "spark-operator-controller", "spark-operator-webhook" })
        {
            var pod = Pod(rendered.Single("Deployment", deployment))!;
            var volume = pod["volumes"]!.AsArray().Single(one => (string?)one!["secret"]?["secretName"] == "mine")!;
            var mount = pod["containers"]![0]!["volumeMounts"]!.AsArray().Single(one => (string?)one!["name"] == (string?)volume["name"])!;
            Arguments(rendered, deployment).Should().Contain("--secure-metrics=true").And.Contain($"--metrics-certificate-directory={mount["mountPath"]}");
            (mount["subPath"], (bool?)mount["readOnly"]).Should().Be((null, true), "the kubelet keeps a whole folder up to date");
        }

        var tls = rendered.OfKind("PodMonitor").Single()["spec"]!["podMetricsEndpoints"]![0]!["tlsConfig"]!;
        ((string?)tls["serverName"], (string?)tls["ca"]!["secret"]!["name"], tls["insecureSkipVerify"]).Should().Be(("metrics.example.com", "mine", null));
        Render("""{"prometheus": {"metrics": {"tls": {"existingSecret": "mine"}}}}""").Notes.Should().Contain("prometheus.metrics.tls.existingSecret: metrics are not served over TLS");
        Render("""{"prometheus": {"metrics": {"secure": true, "tls": {"serverName": "a"}}}}""").Notes.Should().Contain("set prometheus.metrics.tls.existingSecret as well");
    }

    [ChartFact]
    public void The_values_for_Kubeflow_choose_the_namespaces_of_Profiles_for_both_programs()
    {
        var values = YamlText.Documents(File.ReadAllText(Repository.PathTo("examples", "kubeflow", "values.yaml"))).Single()!.ToJsonString();

        var rendered = Render(values);

        foreach (var deployment in new[] { "spark-operator-controller", "spark-operator-webhook" })
            Arguments(rendered, deployment).Should().Contain("--namespace-selector=app.kubernetes.io/part-of=kubeflow-profile").And.NotContain(argument => argument.StartsWith("--namespaces=", StringComparison.Ordinal));
        rendered.OfKind("MutatingWebhookConfiguration").Single()["webhooks"]!.AsArray()
            .Should().OnlyContain(webhook => webhook!["namespaceSelector"] == null, "the webhook itself asks for the labels: a call from elsewhere is left alone");
        rendered.Objects.Should().Contain(one => RenderedChart.Kind(one) == "ClusterRole" && RenderedChart.NameOf(one) == "spark-operator-controller", "namespaces come and go");
    }

    [ChartFact]
    public void Rendering_twice_gives_the_same_text() => Render("{}").Files.Should().BeEquivalentTo(Render("{}").Files, "what is drawn at random would make GitOps tools apply it for ever");

    private static RenderedChart Render(string values)
    {
        var rendered = RenderAny(values);
        rendered.Error.Should().BeNull();
        return rendered;
    }

    private static RenderedChart RenderAny(string values) => ChartRenderer.Render(new ChartRelease { Values = JsonNode.Parse(values)!.AsObject() });

    private static List<string> Arguments(RenderedChart rendered, string deployment) =>
        [.. Pod(rendered.Single("Deployment", deployment))!["containers"]![0]!["args"]!.AsArray().Select(argument => (string)argument!)];

    private static JsonObject? Pod(JsonObject one) => RenderedChart.Kind(one) switch
    {
        "Deployment" or "Job" => one["spec"]!["template"]!["spec"]!.AsObject(),
        "Pod" => one["spec"]!.AsObject(),
        _ => null,
    };

    // The roles of users, and the one of the hook that installs the definitions, are not the operator's.
    private static bool IsForOthers(JsonObject role) =>
        RenderedChart.NameOf(role) is "spark-operator-view" or "spark-operator-edit" or "spark-operator-admin" or "spark-operator-hook";

    private static IEnumerable<string> Grants(JsonObject role) =>
        from rule in role["rules"]!.AsArray()
        from @group in rule!["apiGroups"]!.AsArray()
        from resource in rule!["resources"]!.AsArray()
        from verb in rule!["verbs"]!.AsArray()
        select $"{verb} {resource}.{@group}";
}
