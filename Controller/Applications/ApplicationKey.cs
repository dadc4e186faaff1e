namespace Controller.Applications;

/// <summary>What the queue holds: never what happened, only whom to look at.</summary>
public readonly record struct ApplicationKey(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
