namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>A secret in a line.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Kind">What stands in its pseudonym.</param>
/// <param name="Name">The name that announced it; empty where its form did.</param>
internal readonly record struct Finding(int Start, int End, string Kind, string Name);
