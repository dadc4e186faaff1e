using Golden.Tests.Outcomes;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Asks the product what a set recorded, and compares.</summary>
public interface IGoldenAdapter
{
    /// <summary>One finding per case, part and version that the set records.</summary>
    IEnumerable<Finding> Run(GoldenSet set);
}
