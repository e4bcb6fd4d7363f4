using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>A part of the evidence that a model is given.</summary>
/// <param name="EvidenceId">The evidence's id.</param>
/// <param name="About">The object and field.</param>
/// <param name="Text">The text on one line.</param>
internal sealed record Excerpt(string EvidenceId, string About, string Text);

/// <summary>The size of a <see cref="CaseMaterial"/>.</summary>
/// <param name="Excerpts">The largest number of excerpts for each cause.</param>
/// <param name="ExcerptLength">The largest length of an excerpt.</param>
/// <param name="Effects">The largest number of effects for each cause.</param>
internal sealed record MaterialSize(int Excerpts, int ExcerptLength, int Effects)
{
    public static readonly MaterialSize Full = new(Excerpts: 12, ExcerptLength: 500, Effects: 6);
    public static readonly MaterialSize Small = new(Excerpts: 4, ExcerptLength: 160, Effects: 2);
}

/// <summary>
/// The causes, effects and evidence that a model is given, and by which its answer is checked. All of it is data of others, so it is
/// delimited, and shown without control characters.
/// </summary>
internal sealed class CaseMaterial
{
    private const int MaxLabels = 20;
    private const int MaxLine = 300;

    private readonly List<string> _facts = [];
    private readonly List<Excerpt> _excerpts = [];
    private readonly HashSet<(string From, string To)> _links = [];

    private CaseMaterial()
    {
    }

    public IReadOnlyList<Excerpt> Excerpts => _excerpts;

    /// <summary>The steps from cause to effect, by id.</summary>
    public IReadOnlySet<(string From, string To)> Links => _links;

    /// <summary>The material of some causes.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="causes">The causes with the ids by which the model speaks of them.</param>
    /// <param name="size">The size.</param>
    public static CaseMaterial Of(Incident incident, IEnumerable<(string Id, RankedCause Cause)> causes, MaterialSize size)
    {
        var material = new CaseMaterial();
        material.AddFact($"alert: {incident.Title}");
        foreach (var (key, value) in incident.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Take(MaxLabels))
        {
            material.AddFact($"alert label {key}={value}");
        }

        foreach (var (id, cause) in causes) material.Add(id, cause, size);
        return material;
    }

    /// <summary>The texts in which the names and numbers of a sentence with these quotations may occur.</summary>
    public IEnumerable<string> WordsFor(IEnumerable<Excerpt> cited) =>
        [.. _facts, .. cited.SelectMany(excerpt => (string[])[excerpt.About, excerpt.Text])];

    /// <summary>Adds a line of evidence that a tool returned, which may be quoted from then on.</summary>
    public string AddLine(string evidenceId, string about, string text)
    {
        var excerpt = new Excerpt(evidenceId, Line(about, MaxLine), Line(text, MaxLine));
        if (!_excerpts.Contains(excerpt)) _excerpts.Add(excerpt);
        return $"[{excerpt.EvidenceId}] {excerpt.About}: {excerpt.Text}";
    }

    /// <summary>Adds a fact of the engine.</summary>
    public void AddFact(string text) => _facts.Add(Line(text, MaxLine));

    /// <summary>The material as a model reads it.</summary>
    public string Write() => string.Join('\n',
    [
        "<data>",
        .. _facts,
        .. _excerpts.Select(e => $"[{e.EvidenceId}] {e.About}: {e.Text}"),
        "</data>",
    ]);

    private void Add(string id, RankedCause cause, MaterialSize size)
    {
        AddFinding(id, "cause", cause.Finding);
        var previous = id;
        foreach (var (index, effect) in cause.Effects.Take(size.Effects).Index())
        {
            var effectId = string.Create(CultureInfo.InvariantCulture, $"{id}e{index + 1}");
            AddFinding(effectId, $"effect of {id}", effect);
            _links.Add((id, effectId));
            _links.Add((previous, effectId));
            previous = effectId;
        }

        var citations = cause.Finding.Citations.Concat(cause.Effects.Take(size.Effects).SelectMany(effect => effect.Citations));
        foreach (var citation in citations.Take(size.Excerpts)) AddExcerpt(citation, size.ExcerptLength);
    }

    private void AddFinding(string id, string role, Finding finding)
    {
        var since = finding.Since is { } at ? string.Create(CultureInfo.InvariantCulture, $", since {at:u}") : "";
        AddFact($"{id} ({role}): {finding.Cause} of {finding.Object}{since}: {finding.Summary}");
    }

    private void AddExcerpt(Citation citation, int length)
    {
        var about = citation.Object is { } item ? $"{item} {citation.Field}" : citation.Field;
        var excerpt = new Excerpt(citation.EvidenceId, Line(about, MaxLine), Line(citation.Quote, length));
        if (!_excerpts.Contains(excerpt)) _excerpts.Add(excerpt);
    }

    // Nothing within the data can end it.
    private static string Line(string text, int length)
    {
        var line = VisibleText.Line(text).Replace("<data", "‹data", StringComparison.OrdinalIgnoreCase)
            .Replace("</data", "‹/data", StringComparison.OrdinalIgnoreCase);
        return line.Length <= length ? line : line[..length];
    }
}
