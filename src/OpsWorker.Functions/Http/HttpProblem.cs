namespace OpsWorker.Functions.Http;

/// <summary>Problem details (RFC 9457) of an answer that is given in place of the application's.</summary>
/// <param name="Type">The description of the kind of problem.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Detail">The reason.</param>
internal sealed record HttpProblem(string Type, string Title, int Status, string Detail);
