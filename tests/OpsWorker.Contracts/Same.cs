using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;

namespace OpsWorker.Contracts;

/// <summary>Compares records by content: equality of a record compares its lists and dictionaries by reference.</summary>
internal static class Same
{
    public static void ShouldHaveContentOf<T>(this T? actual, T expected, JsonTypeInfo<T> type)
        where T : class
    {
        actual.ShouldNotBeNull();
        JsonSerializer.Serialize(actual, type).ShouldBe(JsonSerializer.Serialize(expected, type));
    }
}
