using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Time;

namespace Testing.Lives;

/// <summary>Plays a script against the real controller, under virtual time and on one thread.</summary>
public sealed class Life
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly Script _script;
    private readonly ManualTimeProvider _clock = new();
    private readonly StandIn _standIn = new();
    private readonly LivingCluster _cluster;
    private readonly Player _player;
    private readonly SimulatedController _controller;
    private int _next;

    private Life(Script script)
    {
        _script = script;
        _cluster = new LivingCluster(new InMemoryCluster(_clock), script.Namespace, script.ServiceAccounts, Refuse);
        _player = new Player(_cluster.Api, script.Namespace) { Receive = _standIn.Receive };
        _cluster.Api.After = (request, _) => Hide(request);
        _controller = new SimulatedController(_cluster.Api, _clock, script.Submission, script.Rules, script.Metrics);
        script.Started(_controller);
    }

    public static async Task<Chronicle> PlayAsync(Script script)
    {
        var life = new Life(script);
        await life.LiveAsync();
        return Chronicle.Of(life._cluster.Writes, life._controller.Said);
    }

    private async Task LiveAsync()
    {
        foreach (var item in _script.Given)
            _player.Create((JsonObject)item.DeepClone());

        _clock.Advance(_script.Phase);
        var end = _clock.GetUtcNow() + _script.Until;
        while (_next < _script.Steps.Count || _clock.GetUtcNow() <= end)
        {
            if (!TryStep())
                PassTime();
            else if (IsOvertaken())
                continue;
            _ = await _controller.WorkAsync();
        }
    }

    private bool TryStep()
    {
        if (_next >= _script.Steps.Count || !_player.TryDo(_script.Steps[_next], _clock.GetUtcNow()))
            return false;
        _next++;
        return true;
    }

    private void PassTime()
    {
        _clock.Advance(Tenth);
        _player.Tick(_clock.GetUtcNow());
        _cluster.Collect();
    }

    private bool IsOvertaken()
    {
        if (_next == _script.Steps.Count || !IsReport(_script.Steps[_next - 1]) || !IsReport(_script.Steps[_next]))
            return false;
        var pod = _cluster.Api.Find("pods", (string)_script.Steps[_next]["name"]!);
        return (string?)pod?["metadata"]!["labels"]?["spark-role"] == "driver"
            && (string?)pod["metadata"]!["labels"]!["sparkoperator.k8s.io/app-name"] is { } application
            && !_script.SeesBetween(application, Chronicle.Of(_cluster.Writes, []).StatesOf($"SparkApplication/{application}"));
    }

    private static bool IsReport(JsonObject step) => (string)step["do"]! == "podStatus";

    private void Refuse(ApiRequest request)
    {
        // While the answer is on its way the world goes on, but the controller waits for it.
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(_standIn.Delay); waited += Tenth)
        {
            while (TryStep())
            {
            }

            PassTime();
        }

        _standIn.Answer(request);
        _script.Refuse(request);
    }

    private void Hide(ApiRequest request)
    {
        if (_standIn.HidesPods && request.Method == "POST" && request.Path.EndsWith("/pods", StringComparison.Ordinal)
            && _cluster.Api.All("pods").FirstOrDefault(pod => (string?)pod["metadata"]!["labels"]?["spark-role"] == "driver") is { } driver)
        {
            _cluster.Api.Remove(driver);
        }
    }
}
