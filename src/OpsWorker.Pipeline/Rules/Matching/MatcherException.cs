namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>The text is no list of matchers; the message says what was expected where.</summary>
public sealed class MatcherException(string message) : Exception(message);
