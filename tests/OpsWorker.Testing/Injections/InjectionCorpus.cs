using System.Text.Json;

namespace OpsWorker.Testing.Injections;

/// <summary>A text that was written to be taken for something else than text.</summary>
/// <param name="Id">Its name, for messages of tests.</param>
/// <param name="Kind">The reader that it is made for: a model, a shell, a terminal, Slack and so on.</param>
/// <param name="Text">The payload.</param>
public sealed record Injection(string Id, string Kind, string Text)
{
    public override string ToString() => Id;
}

/// <summary>The payloads of <c>payloads.json</c>, which whatever reads, quotes or shows text of clusters and alerts is run over.</summary>
public static class InjectionCorpus
{
    public static IReadOnlyList<Injection> All { get; } = Read();

    private static List<Injection> Read()
    {
        using var resource = typeof(InjectionCorpus).Assembly.GetManifestResourceStream("injections.json")!;
        using var document = JsonDocument.Parse(resource);
        return
        [
            .. document.RootElement.EnumerateArray().Select(item => new Injection(
                item.GetProperty("id").GetString()!, item.GetProperty("kind").GetString()!, item.GetProperty("text").GetString()!)),
        ];
    }
}
