// Glue documents Scala and Python scripts only: this one hands over to the Java job.
object SilverLauncher {
  def main(args: Array[String]): Unit = io.tillstream.glue.SilverJob.main(args)
}
