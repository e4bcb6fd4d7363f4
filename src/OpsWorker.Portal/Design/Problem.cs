namespace OpsWorker.Portal.Design;

/// <summary>A page that cannot be shown, or an action that was not done.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Title">The title.</param>
/// <param name="Detail">The reason.</param>
/// <param name="Advice">The next step.</param>
public sealed record Problem(Frame Frame, string Title, string Detail, string Advice);

/// <summary>A list without items.</summary>
/// <param name="Title">The reason in a few words.</param>
/// <param name="Text">The next step.</param>
/// <param name="Command">A command to copy; null without one.</param>
public sealed record EmptyList(string Title, string Text, string? Command = null);
