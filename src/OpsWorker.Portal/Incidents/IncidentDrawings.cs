using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using OpsWorker.Core.Findings;
using OpsWorker.Portal.Design;

namespace OpsWorker.Portal.Incidents;

/// <summary>Draws an incident: the path from cause to alert, the blast radius and the time axis. Lists beside them say the same.</summary>
public static class IncidentDrawings
{
    private const int NodeWidth = 320;
    private const int NodeHeight = 44;
    private const int Gap = 26;
    private const int ColumnWidth = 210;
    private const int MaxOfKind = 6;
    private const int AxisWidth = 1000;
    private const int LaneHeight = 24;
    private const int LaneLabel = 90;

    /// <summary>The steps from top to bottom.</summary>
    public static HtmlString Path(IReadOnlyList<PathStep> steps)
    {
        var height = (steps.Count * (NodeHeight + Gap)) - Gap + 4;
        var label = $"The way from the cause to the alert in {steps.Count} steps; the list beside it has the same.";
        var svg = Open(NodeWidth + 4, height, "drawing path", label);
        for (var i = 0; i < steps.Count; i++)
        {
            var y = 2 + (i * (NodeHeight + Gap));
            if (i > 0) Arrow(svg, 2 + (NodeWidth / 2), y - Gap, 2 + (NodeWidth / 2), y);
            var part = steps[i].Part switch { PathPart.Cause => "cause", PathPart.Alert => "alert", _ => "effect" };
            Node(svg, 2, y, NodeWidth, part, Label(steps[i].Part), steps[i].Name, 42);
        }

        return Close(svg);
    }

    /// <summary>Columns of what is affected, from the cause outwards.</summary>
    public static HtmlString BlastRadius(ObjectReference cause, BlastRadius radius)
    {
        (string Title, IReadOnlyList<ObjectReference> Objects)[] columns =
        [
            ("Cause", [cause]), ("Workloads", [.. radius.Workloads.Where(workload => workload != cause)]),
            ("Services", radius.Services), ("Ingresses", radius.Ingresses),
        ];
        var shown = columns.Where(column => column.Objects.Count > 0).ToArray();
        var rows = shown.Max(column => Math.Min(column.Objects.Count, MaxOfKind) + (column.Objects.Count > MaxOfKind ? 1 : 0));
        var counts = string.Join(", ", shown.Skip(1).Select(c => $"{c.Title} {c.Objects.Count}"));
        var svg = Open(
            (shown.Length * ColumnWidth) - Gap + 4,
            28 + (rows * (NodeHeight + 8)),
            "drawing radius",
            $"Affected: {counts}; the list below it names them.");
        for (var c = 0; c < shown.Length; c++) Column(svg, 2 + (c * ColumnWidth), shown[c].Title, shown[c].Objects, c > 0);
        return Close(svg);
    }

    /// <summary>The marks on one axis, a lane each.</summary>
    public static HtmlString Times(IReadOnlyList<TimeMark> marks)
    {
        var lanes = marks.Select(mark => mark.Lane).Distinct().Order().ToArray();
        var (from, to) = (marks[0].At, marks[^1].At);
        var span = Math.Max((to - from).TotalSeconds, 1);
        var label = $"{marks.Count} marks from {from.UtcDateTime:HH:mm:ss} to {to.UtcDateTime:HH:mm:ss} UTC; the list below it has them.";
        var svg = Open(AxisWidth, (lanes.Length * LaneHeight) + 24, "drawing axis", label);
        for (var i = 0; i < lanes.Length; i++)
        {
            var y = 14 + (i * LaneHeight);
            Append(svg, $"<line class=\"lane\" x1=\"{LaneLabel}\" y1=\"{y}\" x2=\"{AxisWidth - 8}\" y2=\"{y}\"/>");
            Append(svg, $"<text x=\"0\" y=\"{y + 4}\">{lanes[i]}</text>");
            foreach (var mark in marks.Where(mark => mark.Lane == lanes[i]))
            {
                var x = LaneLabel + ((AxisWidth - LaneLabel - 14) * (mark.At - from).TotalSeconds / span);
                var title = Text($"{mark.At.UtcDateTime:HH:mm:ss} {mark.Text}", 200);
                Append(svg, $"<circle class=\"mark {lanes[i]}\" cx=\"{x:0.#}\" cy=\"{y}\" r=\"5\"><title>{title}</title></circle>");
            }
        }

        var bottom = (lanes.Length * LaneHeight) + 18;
        Append(svg, $"<text class=\"tick\" x=\"{LaneLabel}\" y=\"{bottom}\">{from.UtcDateTime:HH:mm:ss}</text>");
        Append(svg, $"<text class=\"tick end\" x=\"{AxisWidth - 8}\" y=\"{bottom}\">{to.UtcDateTime:HH:mm:ss} UTC</text>");
        return Close(svg);
    }

    private static void Column(StringBuilder svg, int x, string title, IReadOnlyList<ObjectReference> objects, bool isReached)
    {
        const int width = ColumnWidth - Gap;
        Append(svg, $"<text class=\"column\" x=\"{x}\" y=\"16\">{title} ({objects.Count})</text>");
        var y = 28;
        foreach (var item in objects.Take(MaxOfKind))
        {
            var name = item.Namespace is null ? item.Name : $"{item.Namespace}/{item.Name}";
            Node(svg, x, y, width, isReached ? "effect" : "cause", item.Kind, name, 24);
            y += NodeHeight + 8;
        }

        var more = objects.Count - MaxOfKind;
        if (more > 0) Append(svg, $"<text class=\"more\" x=\"{x}\" y=\"{y + 18}\">and {more} more</text>");
        if (isReached) Arrow(svg, x - Gap, 28 + (NodeHeight / 2), x, 28 + (NodeHeight / 2));
    }

    private static void Node(StringBuilder svg, int x, int y, int width, string part, string head, string name, int max)
    {
        Append(svg, $"<g class=\"node {part}\"><title>{Text($"{head}: {name}", 300)}</title>");
        Append(svg, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{NodeHeight}\" rx=\"4\"/>");
        Append(svg, $"<text class=\"head\" x=\"{x + 10}\" y=\"{y + 16}\">{Text(head, 40)}</text>");
        Append(svg, $"<text class=\"name\" x=\"{x + 10}\" y=\"{y + 34}\">{Text(name, max)}</text></g>");
    }

    private static void Arrow(StringBuilder svg, int x1, int y1, int x2, int y2)
    {
        var isDown = x1 == x2;
        Append(svg, $"<path class=\"arrow\" d=\"M{x1} {y1}L{x2} {y2}");
        if (isDown) Append(svg, $"M{x2 - 5} {y2 - 7}L{x2} {y2}L{x2 + 5} {y2 - 7}\"/>");
        else Append(svg, $"M{x2 - 7} {y2 - 5}L{x2} {y2}L{x2 - 7} {y2 + 5}\"/>");
    }

    private static string Label(PathPart part) => part switch { PathPart.Cause => "Cause", PathPart.Alert => "Alert", _ => "Effect" };

    private static StringBuilder Open(int width, int height, string kind, string label)
    {
        var svg = new StringBuilder(2_000);
        Append(svg, $"<svg class=\"{kind}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ");
        Append(svg, $"role=\"img\" aria-label=\"{Text(label, 300)}\">");
        return svg;
    }

    private static HtmlString Close(StringBuilder svg) => new(svg.Append("</svg>").ToString());

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text, int max)
    {
        var line = Ui.Line(text);
        return HtmlEncoder.Default.Encode(line.Length <= max ? line : line[..(max - 1)] + "…");
    }
}
