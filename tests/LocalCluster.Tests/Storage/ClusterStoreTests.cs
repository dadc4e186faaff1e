using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Storage;

namespace LocalCluster.Tests.Storage;

public sealed class ClusterStoreTests
{
    private static readonly ObjectKey Key = new("things", "n", "a");

    [Fact]
    public void Given_an_object_When_it_is_written_Then_the_revision_grows_and_stands_in_it()
    {
        var store = new ClusterStore();

        var first = store.Write(Key, null, Thing("1"))!;
        var second = store.Write(Key, first, Thing("2"))!;

        second.Revision.Should().BeGreaterThan(first.Revision);
        second.ToJson()["metadata"]!["resourceVersion"]!.GetValue<string>().Should().Be(second.Revision.ToString(CultureInfo.InvariantCulture));
        store.Revision.Should().Be(second.Revision);
    }

    [Fact]
    public void Given_a_stale_version_When_it_is_written_or_deleted_Then_nothing_happens()
    {
        var store = new ClusterStore();
        var first = store.Write(Key, null, Thing("1"))!;
        var second = store.Write(Key, first, Thing("2"))!;

        store.Write(Key, first, Thing("3")).Should().BeNull();
        store.Write(Key, null, Thing("3")).Should().BeNull();
        store.Delete(Key, first, first.ToJson()).Should().BeNull();
        store.Find(Key)!.Revision.Should().Be(second.Revision);
    }

    [Fact]
    public void Given_a_stored_object_When_a_reader_changes_its_copy_Then_the_store_keeps_its_own()
    {
        var store = new ClusterStore();
        var content = Thing("1");
        _ = store.Write(Key, null, content);

        content["value"] = "changed by the writer";
        store.Find(Key)!.ToJson()["value"] = "changed by a reader";

        store.Find(Key)!.ToJson()["value"]!.GetValue<string>().Should().Be("1");
    }

    [Fact]
    public void Given_changes_When_somebody_subscribes_after_a_revision_Then_nothing_is_missed_and_nothing_comes_twice()
    {
        var store = new ClusterStore();
        var first = store.Write(Key, null, Thing("1"))!;
        var second = store.Write(Key, first, Thing("2"))!;

        using var subscription = store.Subscribe("things", first.Revision)!;
        _ = store.Delete(Key, second, second.ToJson());

        subscription.Missed.Select(change => change.Revision).Should().Equal(second.Revision);
        subscription.Changes.TryRead(out var live).Should().BeTrue();
        live!.Type.Should().Be(StoreEventType.Deleted);
        live.Revision.Should().BeGreaterThan(second.Revision);
        subscription.Changes.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public void Given_a_full_history_When_somebody_asks_for_what_was_dropped_Then_the_answer_is_none()
    {
        var store = new ClusterStore(historyLimit: 2);
        var last = store.Write(Key, null, Thing("0"))!;
        var first = last;
        for (var i = 1; i <= 3; i++)
            last = store.Write(Key, last, Thing($"{i}"))!;

        store.Subscribe("things", first.Revision).Should().BeNull();
        using var recent = store.Subscribe("things", last.Revision - 1);
        recent!.Missed.Should().ContainSingle();
    }

    [Fact]
    public void Given_a_snapshot_When_the_store_goes_on_Then_the_snapshot_stays_and_the_past_can_be_rebuilt()
    {
        var store = new ClusterStore();
        var first = store.Write(Key, null, Thing("1"))!;
        var snapshot = store.Read("things");
        _ = store.Write(Key, first, Thing("2"));
        _ = store.Write(Key with { Name = "b" }, null, Thing("3"));

        snapshot.Objects(null).Should().ContainSingle().Which.Revision.Should().Be(first.Revision);
        store.ReadAt("things", first.Revision)!.Objects("n").Select(o => o.ToJson()["value"]!.GetValue<string>()).Should().Equal("1");
    }

    [Fact]
    public async Task Given_many_writers_of_one_object_When_all_compare_and_swap_Then_no_write_is_lost()
    {
        const int Writers = 8, Each = 50;
        var store = new ClusterStore();
        _ = store.Write(Key, null, Thing("0"));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                StoredObject found;
                do
                    found = store.Find(Key)!;
                while (store.Write(Key, found, Thing($"{int.Parse(found.ToJson()["value"]!.GetValue<string>(), CultureInfo.InvariantCulture) + 1}")) is null);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        store.Find(Key)!.ToJson()["value"]!.GetValue<string>().Should().Be($"{Writers * Each}");
    }

    private static JsonObject Thing(string value) => new() { ["metadata"] = new JsonObject { ["name"] = "a", ["uid"] = "u" }, ["value"] = value };
}
