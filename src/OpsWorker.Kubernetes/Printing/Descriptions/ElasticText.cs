using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>
/// Text of names and values. Neighbouring lines with a value are one block, whose values begin in one column, as kubectl's elastic tabs
/// have it.
/// </summary>
internal sealed class ElasticText
{
    private const int Gap = 2;
    private const int Indent = 2;

    private readonly StringBuilder _text = new();
    private readonly List<(string Name, string Value)> _block = [];

    /// <summary>A line with a name and a value.</summary>
    public ElasticText Line(string name, string value, int level = 0)
    {
        _block.Add((new string(' ', level * Indent) + VisibleText.Line(name) + (name.Length > 0 ? ":" : ""), VisibleText.Line(value)));
        return this;
    }

    /// <summary>A table whose first column is in line with the names around it.</summary>
    public ElasticText Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var rest = TextTable.Write(null, [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Skip(1)])], Gap).Split('\n');
        for (var i = 0; i < rows.Count; i++) _block.Add((new string(' ', Indent) + VisibleText.Line(rows[i][0]), rest[i]));
        return this;
    }

    /// <summary>A line with a name only, which ends the block before it.</summary>
    public ElasticText Heading(string name, int level = 0) => Raw(new string(' ', level * Indent) + VisibleText.Line(name) + ":\n");

    /// <summary>A name with several values, one in each line; none as &lt;none&gt;.</summary>
    public ElasticText Lines(string name, IEnumerable<string> values, int level = 0)
    {
        var all = values.DefaultIfEmpty("<none>").ToArray();
        for (var i = 0; i < all.Length; i++) Line(i == 0 ? name : "", all[i], level);
        return this;
    }

    /// <summary>A line of text, which ends the block before it.</summary>
    public ElasticText Text(string text, int indent) => Raw(new string(' ', indent) + VisibleText.Line(text) + "\n");

    /// <summary>Lines as they are, which end the block before it.</summary>
    public ElasticText Raw(string text)
    {
        EndBlock();
        _text.Append(text);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        EndBlock();
        return _text.ToString();
    }

    private void EndBlock()
    {
        var width = _block.Select(line => line.Name.Length).DefaultIfEmpty().Max() + Gap;
        foreach (var (name, value) in _block) _text.Append(name.PadRight(width)).Append(value).Append('\n');
        _block.Clear();
    }
}
