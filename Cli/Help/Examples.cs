namespace Cli.Help;

/// <summary>What to type, for each command. Shown by <c>--help</c> and in the reference.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["create"] = ["sparkctl create spark-pi.yaml --wait --timeout 30m", "helm template . | sparkctl create -", "sparkctl create spark-pi.yaml --delete --logs", "sparkctl create job.yaml --upload-to s3://my-bucket --upload-prefix jars", "sparkctl create run-now --from nightly"],
        ["list"] = ["sparkctl list -A -l team=data", "sparkctl list -w", "sparkctl list -o jsonpath='{.items[*].metadata.name}'"],
        ["status"] = ["sparkctl status spark-pi", "sparkctl status spark-pi -o jsonpath={.status.applicationState.state}"],
        ["watch"] = ["sparkctl watch spark-pi"],
        ["wait"] = ["sparkctl wait spark-pi --timeout 2h && echo done"],
        ["log"] = ["sparkctl log spark-pi -f", "sparkctl log spark-pi -e 1 --tail 100", "sparkctl log spark-pi --all"],
        ["event"] = ["sparkctl event spark-pi", "sparkctl event spark-pi -f", "sparkctl event spark-pi -o yaml"],
        ["delete"] = ["sparkctl delete spark-pi --wait"],
        ["rerun"] = ["sparkctl rerun spark-pi --wait", "sparkctl rerun spark-pi --as spark-pi-again"],
        ["suspend"] = ["sparkctl suspend spark-pi --wait"],
        ["resume"] = ["sparkctl resume spark-pi"],
        ["diff"] = ["sparkctl diff spark-pi.yaml", "kustomize build . | sparkctl diff -f -"],
        ["top"] = ["sparkctl top -A", "sparkctl top -o json"],
        ["forward"] = ["sparkctl forward spark-pi", "sparkctl forward spark-pi --local-port 0"],
        ["connect"] = ["sparkctl connect analytics"],
        ["diagnose"] = ["sparkctl diagnose spark-pi", "sparkctl diagnose spark-pi --bundle spark-pi.tar.gz"],
        ["doctor"] = ["sparkctl doctor -n team-a"],
        ["upgrade check"] = ["sparkctl upgrade check -A"],
        ["lint"] = ["sparkctl lint manifests/ --strict", "kustomize build . | sparkctl lint -", "sparkctl lint manifests/ --policy policy.yaml -o sarif > findings.sarif", "sparkctl lint spark-pi.yaml --server"],
        ["admit"] = ["sparkctl admit --validate < review.json"],
        ["render"] = ["sparkctl render spark-pi.yaml | kubectl diff -f -", "sparkctl render spark-pi.yaml --executors -o json"],
        ["spark-submit"] =
        [
            "sparkctl spark-submit --master k8s://https://10.0.0.1:6443 --deploy-mode cluster --name pi --class org.apache.spark.examples.SparkPi --conf spark.kubernetes.container.image=apache/spark:4.0.1 local:///opt/spark/examples/jars/spark-examples.jar 1000",
            "sparkctl spark-submit --dry-run -o yaml --master k8s://https://10.0.0.1:6443 --deploy-mode cluster --conf spark.kubernetes.container.image=apache/spark:4.0.1 local:///opt/app/job.py",
            "sparkctl spark-submit --to-application --master k8s://https://10.0.0.1:6443 --deploy-mode cluster --conf spark.kubernetes.container.image=apache/spark:4.0.1 local:///opt/app/job.py",
        ],
        ["crds install"] = ["sparkctl crds install"],
        ["crds print"] = ["sparkctl crds print > crds.yaml"],
        ["convert"] = ["sparkctl convert run-job.sh > application.yaml", "sparkctl convert old-v1beta1.yaml -o json", "sparkctl convert application.yaml --to command"],
        ["schedule list"] = ["sparkctl schedule list -A", "sparkctl schedule list -l team=data -o name"],
        ["schedule next"] = ["sparkctl schedule next 5"],
        ["local up"] = ["eval $(sparkctl local up) && sparkctl create examples/spark-pi.yaml --wait"],
        ["local down"] = ["sparkctl local down"],
        ["completion"] =
        [
            "source <(sparkctl completion bash)", "source <(sparkctl completion zsh)", "sparkctl completion fish > ~/.config/fish/completions/sparkctl.fish",
            "sparkctl completion powershell | Out-String | Invoke-Expression", "sparkctl completion kubectl > ~/bin/kubectl_complete-spark && chmod +x ~/bin/kubectl_complete-spark",
        ],
    };

    /// <param name="command">The words after <c>sparkctl</c>.</param>
    public static IReadOnlyList<string> Of(string command) => ByCommand.GetValueOrDefault(command, []);
}
