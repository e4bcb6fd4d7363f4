using Microsoft.AspNetCore.Html;

namespace OpsWorker.Portal.Design;

/// <summary>The icons, drawn on a grid of 16 by 16; the text beside them says the same.</summary>
public static class Icons
{
    public static readonly HtmlString Open = Of("<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 5v3.5M8 11v.1\"/>");
    public static readonly HtmlString Resolved = Of("<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M5.5 8.2l1.8 1.8 3.2-3.8\"/>");
    public static readonly HtmlString Warning = Of("<path d=\"M8 2.5l6 11H2z\"/><path d=\"M8 6.5v3M8 11.4v.1\"/>");
    public static readonly HtmlString Critical = Of("<path d=\"M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z\"/><path d=\"M8 5v3.5M8 11v.1\"/>");
    public static readonly HtmlString Info = Of("<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 7.5V11M8 5v.1\"/>");
    public static readonly HtmlString Running = Of("<path d=\"M13.5 8A5.5 5.5 0 1 1 8 2.5\"/>", "spin");
    public static readonly HtmlString Pending = Of("<circle cx=\"8\" cy=\"8\" r=\"5.5\" stroke-dasharray=\"2 2\"/>");
    public static readonly HtmlString Connected = Of("<path d=\"M3 8.5l3.2 3.2L13 4.8\"/>");
    public static readonly HtmlString Disconnected = Of("<path d=\"M4 4l8 8M12 4l-8 8\"/>");
    public static readonly HtmlString Copy = Of("<rect x=\"5.5\" y=\"5.5\" width=\"8\" height=\"8\" rx=\"1\"/><path d=\"M10.5 3h-8v8\"/>");
    public static readonly HtmlString Search = Of("<circle cx=\"7\" cy=\"7\" r=\"4.5\"/><path d=\"M10.5 10.5L14 14\"/>");
    public static readonly HtmlString Link = Of("<path d=\"M9 3h4v4M13 3L7.5 8.5M11 9v4H3V5h4\"/>");
    public static readonly HtmlString Download = Of("<path d=\"M8 2.5v7M5 6.8l3 3 3-3M3 13h10\"/>");

    private static HtmlString Of(string shape, string extra = "") => new(
        $"<svg class=\"icon {extra}\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">"
        + shape + "</svg>");
}
