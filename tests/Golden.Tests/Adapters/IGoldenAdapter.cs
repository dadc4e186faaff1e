using Golden.Tests.Outcomes;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Asks the product what a set recorded, and compares.</summary>
public interface IGoldenAdapter
{
    /// <summary>Why nothing can be asked on this machine; null when it can.</summary>
    string? WhyNot => null;

    /// <summary>One finding per case, part and version that the set records.</summary>
    IEnumerable<Finding> Run(GoldenSet set);
}
